import type { ReactiveControllerHost } from 'lit';
import { type Engine, loadEngine } from '../engine/engine.ts';
import { attributesOf, changeSetting, takeAttribute, takeAttributes } from '../settings/changes.ts';
import {
  type ChosenPolicies,
  replacePolicy,
  textOf,
  textsOf,
} from '../settings/chosen-policies.ts';
import type { PartEvents } from '../settings/events.ts';
import type { ReportSettings } from '../settings/report-settings.ts';
import {
  type Attribute,
  type Attributes,
  type Problem,
  readSettings,
  type Settings,
  writeSettings,
} from '../settings/settings.ts';
import { messageOf } from '../util/errors.ts';

/** Milliseconds of loading the engine after which it takes long. */
const LATE = 1000;

/** Callbacks for settings changes. */
interface SettingsListener {
  /** Called with the texts of the chosen policies. */
  policiesChosen(policies: readonly string[]): void;
  /** Called with the attributes of the new settings. */
  changed(attributes: Attributes): void;
  /** Called after a change that may require a new preview. */
  settled(): void;
}

/**
 * The settings of an element: read from its attributes once the engine is loaded, and changed by
 * its host, its reader and its lesson; also the selected policy.
 */
export class SettingsController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #listener: SettingsListener;
  #loading: Promise<Engine> | null = null;
  #engine: Engine | null = null;
  #loadError = '';
  #isLate = false;
  #settings: Settings | null = null;
  #problems: readonly Problem[] = [];
  #selected: string | null = null;
  #hovered: string | null = null;

  constructor(host: ReactiveControllerHost & Element, listener: SettingsListener) {
    this.#host = host;
    this.#listener = listener;
  }

  /** `null` until it is loaded. */
  get engine(): Engine | null {
    return this.#engine;
  }

  /**
   * The reason why the engine could not be loaded; empty if it is loaded, or loading was not tried.
   */
  get loadError(): string {
    return this.#loadError;
  }

  /** True while the engine is being loaded and takes long. */
  get isLate(): boolean {
    return this.#isLate;
  }

  /** `null` until the engine is loaded. */
  get settings(): Settings | null {
    return this.#settings;
  }

  /** The invalid attributes, each by its name. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** The text of the selected policy. */
  get selected(): string | null {
    return this.#selected;
  }

  /** The text of the policy under the pointer. */
  get hovered(): string | null {
    return this.#hovered;
  }

  /** The attributes that restore the settings; the original ones until they are parsed. */
  get attributes(): Attributes {
    const settings = this.#settings;
    return settings === null ? attributesOf(this.#host) : writeSettings(settings);
  }

  /** The settings, once the engine is loaded; `null` if it cannot be loaded. */
  async ready(): Promise<Settings | null> {
    this.#loading ??= loadEngine();
    const late = setTimeout(() => this.#setLate(this.#engine === null), LATE);
    try {
      const engine = await this.#loading;
      if (this.#settings === null) {
        const { settings, problems } = readSettings(attributesOf(this.#host), engine);
        [this.#engine, this.#settings, this.#problems] = [engine, settings, problems];
        this.#listener.policiesChosen(textsOf(settings.policies));
        this.#host.requestUpdate();
      }
      return this.#settings;
    } catch (error) {
      this.#loading = null;
      this.#loadError = messageOf(error);
      this.#host.requestUpdate();
      return null;
    } finally {
      clearTimeout(late);
      this.#setLate(false);
    }
  }

  #setLate(isLate: boolean): void {
    if (isLate !== this.#isLate) {
      this.#isLate = isLate;
      this.#host.requestUpdate();
    }
  }

  /** Clears the loading error. */
  forgive(): void {
    this.#loadError = '';
    this.#host.requestUpdate();
  }

  /** Applies one attribute that the host has changed; the reader's own choices stay. */
  take(name: Attribute, value: string | null): void {
    const engine = this.#engine;
    if (engine === null || this.#settings === null) {
      return;
    }
    const read = takeAttribute(this.#settings, name, value, engine);
    this.#problems = [...this.#problemsBut(name), ...read.problems];
    this.#listener.policiesChosen(textsOf(read.settings.policies));
    this.change(read.settings);
  }

  /** Applies the settings of a lesson step; returns whether to run them. */
  setUp({ attributes, run }: PartEvents['setup-request']): boolean {
    if (this.#settings === null || this.#engine === null) {
      return false;
    }
    const { settings } = takeAttributes(this.#settings, attributes, this.#engine);
    this.#choose(settings.policies);
    if (run) {
      this.keep(settings);
    } else {
      this.change(settings);
    }
    return run;
  }

  /** Changes one setting, given as its attribute. */
  changeOne({ name, value }: PartEvents['setting-change']): void {
    if (this.#settings !== null && this.#engine !== null) {
      this.change(changeSetting(this.#settings, name, value, this.#engine));
    }
  }

  changePolicies(change: (policies: ChosenPolicies) => ChosenPolicies): void {
    if (this.#settings === null) {
      return;
    }
    const policies = change(this.#settings.policies);
    this.#choose(policies);
    this.#hovered = null;
    this.change({ ...this.#settings, policies });
  }

  /** Replaces one policy; a selected policy stays selected under its new name. */
  replacePolicy({ slot, description }: PartEvents['policy-replace']): void {
    const replaced = this.#settings?.policies.find((chosen) => chosen.slot === slot);
    const wasSelected = replaced !== undefined && textOf(replaced) === this.#selected;
    this.changePolicies((policies) => replacePolicy(policies, slot, description));
    if (wasSelected) {
      this.select(description.policy);
    }
  }

  changeReport(change: Partial<ReportSettings>): void {
    if (this.#settings !== null) {
      this.keep({ ...this.#settings, report: { ...this.#settings.report, ...change } });
    }
  }

  /** Applies other settings, and updates the preview. */
  change(settings: Settings): void {
    this.keep(settings);
    this.#listener.settled();
  }

  /** Applies other settings. */
  keep(settings: Settings): void {
    this.#settings = settings;
    this.#host.requestUpdate();
    this.#listener.changed(writeSettings(settings));
  }

  select(policy: string | null): void {
    this.#selected = policy;
    this.#host.requestUpdate();
  }

  hover(policy: string | null): void {
    if (policy !== this.#hovered) {
      this.#hovered = policy;
      this.#host.requestUpdate();
    }
  }

  /** Reports a problem, in place of one of the same name. */
  meet(problem: Problem): void {
    this.#problems = [...this.#problemsBut(problem.name), problem];
    this.#host.requestUpdate();
  }

  /** Removes the problem of a name, or all problems. */
  dismiss(name?: string): void {
    this.#problems = name === undefined ? [] : this.#problemsBut(name);
    this.#host.requestUpdate();
  }

  /** Reports the chosen policies; the selection stays if it is among them. */
  #choose(policies: ChosenPolicies): void {
    const texts = textsOf(policies);
    this.#listener.policiesChosen(texts);
    if (!texts.includes(this.#selected ?? '')) {
      this.#selected = null;
    }
  }

  #problemsBut(name: string): Problem[] {
    return this.#problems.filter((problem) => problem.name !== name);
  }
}
