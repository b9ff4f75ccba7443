/** Dropout Lab in a host page: the element, and the messages (version 1) that a frame of embed.html speaks. */

export type Scene = 'page' | 'network' | 'tape' | 'surfaces' | 'norms' | 'cost' | 'kill-test' | 'lens' | 'penalty' |
  'weights' | 'settings';

/** Fields of an experiment as in a link: {rate: 0.02, keep: '1,0.8,0.8', data: 'moons'}. */
export type Fields = Record<string, string | number>;

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
  /** what stands after '#' in an address; opens this run, replayed to this iteration */
  link: string;
  arms: ArmMeasured[];
}

export interface State extends Iteration {
  scene: Scene;
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
  | { type: 'play' | 'pause' | 'reset' | 'get' }
  | { type: 'step'; count?: number }
  | { type: 'set'; fields: Fields }
  | { type: 'load'; preset: string }
  | { type: 'load'; link: string }
);

/** From the frame: answers (done, state, error with the id of the question) and events. */
export type MessageOut = Envelope & (
  | { type: 'done' }
  | ({ type: 'state' } & State)
  | { type: 'error'; message: string }
  | ({ type: 'ready'; build: 'plain' | 'relaxed' } & State)
  | ({ type: 'iteration' } & Iteration)
  | { type: 'notice'; message: string }
  | { type: 'height'; height: number }
);

export class DropoutLabElement extends HTMLElement {
  play(): Promise<void>;
  pause(): Promise<void>;
  reset(): Promise<void>;
  /** iterations, 1 to 1000 */
  step(count?: number): Promise<void>;
  set(fields: Fields): Promise<void>;
  load(what: { preset: string } | { link: string }): Promise<void>;
  state(): Promise<State>;
}

export interface DropoutLabEvents {
  ready: CustomEvent<State>;
  iteration: CustomEvent<Iteration>;
  notice: CustomEvent<{ message: string }>;
  error: CustomEvent<{ message: string }>;
  height: CustomEvent<{ height: number }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'dropout-lab': DropoutLabElement;
  }
}
