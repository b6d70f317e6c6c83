import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { bindings } from './bindings.ts';
import { written } from './corpus.ts';
import { shapes } from './shapes.ts';
import { signatures } from './signatures.ts';
import { wrapping } from './wrapping.ts';

// Writes the corpus anew: node_modules/.bin/node test/attacks/make.ts. Look at the difference before it is committed.
const here = import.meta.dirname;
for (const file of readdirSync(here)) if (file.endsWith('.txt')) rmSync(`${here}/${file}`);
const all = [...bindings, ...shapes, ...signatures, ...wrapping];
for (const attack of all) writeFileSync(`${here}/${attack.name}.txt`, written(attack));
console.log(`${all.length} files written`);
