/** Dropout Lab in a host page: the element, and the messages (version 1) that a frame of embed.html speaks. */

export type Scene = string; // the build puts the keys of the scenes here

/** Fields of an experiment as in a link: {rate: 0.02, keep: [1, 0.8, 0.8], data: 'moons'}. */
export type Fields = Record<string, string | number | readonly (string | number)[]>;

export type Theme = 'light' | 'dark';

export interface ArmMeasured {
  name: string;
  kind: string;
  diverged: boolean;
  /** mean cross-entropy on the training and the test set, nothing dropped */
  cost: { train: number | null; test: number | null };
  /** in [0, 1] */
  accuracy: { train: number | null; test: number | null };
  /** ‖W‖²_F, one for each layer */
  norm: number[];
}

export interface Iteration {
  iteration: number;
  epoch: number;
  playing: boolean;
  /** on its way to the iteration that a link asks for */
  replaying: boolean;
  /** what stands after '#' in an address; opens this run, replayed to this iteration */
  link: string;
  arms: ArmMeasured[];
}

/** Where a learner is in a lesson, told at each step of it. */
export interface LessonStep {
  /** 'c3' */
  lesson: string;
  at: 'guess' | 'running' | 'done';
  /** the lesson's run, one with another seed, or one that breaks the claim */
  run: 'own' | 'again' | 'broken';
  /** null where none was made */
  guess: number[] | null;
  /** what follows is told when it is measured */
  verdict?: 'holds' | 'fails' | 'undecided';
  /** what was guessed, as it came out */
  measured?: number[];
  /** as the sentence has them */
  figures?: string[];
  sentence?: string;
  seed?: number;
  /** the learner had changed the lesson's run */
  changed?: boolean;
}

export interface State extends Iteration {
  scene: Scene | `${Scene},${string}`;
  theme: Theme;
  /** iterations a second; 0: as fast as it can */
  speed: number;
  notice: string;
  experiment: Record<string, string>;
}

interface Envelope {
  dropoutLab: 1;
  /** comes back with the answer */
  id?: number | string;
}

/** To the frame: iframe.contentWindow.postMessage(message, origin). */
export type MessageIn = Envelope & (
  | { type: 'play' | 'pause' | 'reset' | 'get' | 'image' | 'history' }
  | { type: 'step'; count?: number }
  | { type: 'set'; fields: Fields }
  | { type: 'load'; preset: string }
  | { type: 'load'; link: string }
  /** '': as the visitor prefers */
  | { type: 'theme'; theme: Theme | '' }
  | { type: 'speed'; speed: number }
);

/** From the frame: answers (done, state, image, history, error with the id of the question) and events. */
export type MessageOut = Envelope & (
  /** with the run that is there now, unless it is being replayed or waits for its digits */
  | { type: 'done'; link?: string; playing?: boolean }
  | ({ type: 'state' } & State)
  /** PNG */
  | { type: 'image'; image: Blob }
  | { type: 'history'; csv: string }
  | { type: 'error'; message: string }
  | { type: 'loading' }
  | ({ type: 'ready'; build: 'plain' | 'relaxed' } & State)
  | ({ type: 'iteration' } & Iteration)
  | ({ type: 'lesson' } & LessonStep)
  | { type: 'notice'; message: string }
  | { type: 'height'; height: number }
);

/** What the element's attributes and properties hold. */
export interface DropoutLabAttributes {
  /** one, or a segment of up to three with commas between them, of one run: 'norms,surfaces' */
  scene?: Scene | `${Scene},${string}`;
  /** the iteration at which a segment stops */
  stop?: number | string;
  /** the question that stands under it then */
  ask?: string;
  /** the id of a lesson, 'c1' to 'c10': its words and its view */
  lesson?: string;
  preset?: string;
  link?: string;
  /** as an attribute in a page's text: rate=0.02&keep=1,0.8,0.8 */
  fields?: Fields | string;
  /** missing: as the visitor prefers */
  theme?: Theme | '';
  start?: 'paused' | 'playing' | '';
  /** iterations a second: 1, 4, 15, 60, 240, 1000, or 0, as fast as it can */
  speed?: number | string;
  /** CSS pixels: 600 or '600px' */
  height?: number | string;
  /** the folder of the lab's site, where the script is not loaded from it */
  base?: string;
}

export interface DropoutLabEvents {
  ready: CustomEvent<State>;
  iteration: CustomEvent<Iteration>;
  lesson: CustomEvent<LessonStep>;
  notice: CustomEvent<{ message: string }>;
  error: CustomEvent<{ message: string }>;
  height: CustomEvent<{ height: number }>;
}

export interface DropoutLabElementEventMap extends Omit<HTMLElementEventMap, keyof DropoutLabEvents>, DropoutLabEvents {}

/** In dropout-lab.mjs; where the classic script is used, a type only. */
export class DropoutLabElement extends HTMLElement {
  scene: string;
  lesson: string;
  preset: string;
  link: string;
  get fields(): Record<string, string>;
  set fields(fields: Fields | string | null | undefined);
  theme: string;
  start: string;
  get speed(): string;
  set speed(speed: number | string);
  get height(): string;
  set height(height: number | string);
  base: string;

  // Each promise settles: with the answer, or with an Error that says why there is none.
  play(): Promise<void>;
  pause(): Promise<void>;
  reset(): Promise<void>;
  /** iterations, 1 to 1000 */
  step(count?: number): Promise<void>;
  set(fields: Fields): Promise<void>;
  load(what: { preset: string } | { link: string }): Promise<void>;
  state(): Promise<State>;
  /** the scene as PNG, at twice its resolution */
  image(): Promise<Blob>;
  /** the curves as CSV */
  history(): Promise<string>;

  addEventListener<K extends keyof DropoutLabElementEventMap>(type: K,
    listener: (this: DropoutLabElement, event: DropoutLabElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<K extends keyof DropoutLabElementEventMap>(type: K,
    listener: (this: DropoutLabElement, event: DropoutLabElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'dropout-lab': DropoutLabElement;
  }
}
