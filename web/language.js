// The words of another language than English, where the address asks for one: ?lang=de.
import { words } from './files.js';
import { get } from './get.js';

// The table of its words, or a notice about why there is none; of English neither.
export async function bring(language) {
  if (/^en(-|$)/.test(language)) return {};
  if (!Object.keys(words).includes(language)) {
    return { notice: `There are no words in “${language.slice(0, 20)}”: the page speaks English, and with ?lang=${Object.keys(words).join(', ?lang=')} another.` };
  }
  try {
    const { bytes } = await get(words[language]);
    document.documentElement.lang = language;
    return { table: bytes };
  } catch ({ message }) {
    return { notice: `The words could not be loaded (${message}). Reload the page: the run is kept in its address.` };
  }
}
