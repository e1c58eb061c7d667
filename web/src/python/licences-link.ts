import { interpreterFiles } from '../engine/interpreter.ts';

/** A link to the licences of the interpreter's parts. Rejects without an interpreter. */
export async function licencesLink(): Promise<HTMLAnchorElement> {
  const { licencesUrl } = await interpreterFiles();
  const link = document.createElement('a');
  link.href = licencesUrl;
  link.textContent = 'Third-party licences';
  return link;
}
