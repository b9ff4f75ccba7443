// How long a thread has been running, as Linux tells it.
import { readFileSync } from 'node:fs';

// In ns; 0 where the system does not say.
export function runningTime(path) {
  try {
    return Number(readFileSync(path, 'utf8').split(' ')[0]);
  } catch {
    return 0;
  }
}
