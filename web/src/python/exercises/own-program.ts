/** The place for a program of one's own, in the list of exercises. */

/** Its id in addresses, links and storage: no exercise may have it. */
export const OWN_PROGRAM = 'own';

export const OWN_TITLE = 'Your own program';
