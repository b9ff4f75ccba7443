// The words of another language than English, where the address (?lang=de) or the browser asks for one.
import { words } from './files.js';
import { get } from './get.js';

// The name of its table: "es" of es-MX; of Chinese there is the simplified.
const named = (language) => {
  const [name] = language.toLowerCase().split(/[-_]/);
  return Object.keys(words).includes(name) && !/^zh[-_](hant|tw|hk|mo)/i.test(language) ? name : null;
};

// The table of its words; of English none. Where there is none of a language that was asked for, a notice about why.
export async function bring(language, asked) {
  if (/^en([-_]|$)/i.test(language)) return {};
  const name = named(language);
  if (!name) {
    return asked ? { notice: `There are no words in “${language.slice(0, 20)}”: the page speaks English, and with ?lang=${Object.keys(words).join(', ?lang=')} another.` } : {};
  }
  try {
    const { bytes } = await get(words[name]);
    document.documentElement.lang = name;
    return { table: bytes };
  } catch ({ message }) {
    return { notice: `The words could not be loaded (${message}). Reload the page: the run is kept in its address.` };
  }
}
