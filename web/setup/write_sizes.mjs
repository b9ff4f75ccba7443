// write_sizes.mjs FOLDER FILE…: writes FOLDER/sizes.js, a module with the size of each file in bytes.
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...files] = process.argv.slice(2);
const sizes = Object.fromEntries(files.map((file) => [file, statSync(join(folder, file)).size]));
writeFileSync(join(folder, 'sizes.js'), `export default ${JSON.stringify(sizes)};\n`);
