/**
 * Writes every page with sample views into a folder, with the assets beside them, so that they can be looked at:
 * `node test/pages/gallery.ts <folder>`, then serve the folder and open `/`.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Node reads no JSX, so the samples are bundled first. */
async function readGallery(): Promise<Readonly<Record<string, string>>> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'samples.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const module: { GALLERY: Readonly<Record<string, string>> } = await import(`data:text/javascript;base64,${code}`);
  return module.GALLERY;
}

/** Writes the gallery and answers the names of its pages. */
export async function writeGallery(folder: string): Promise<string[]> {
  const gallery = await readGallery();
  mkdirSync(folder, { recursive: true });
  cpSync(join(import.meta.dirname, '../../shared/pages/assets'), join(folder, 'assets'), { recursive: true });
  for (const [name, html] of Object.entries(gallery)) writeFileSync(join(folder, `${name}.html`), html);
  const links = Object.keys(gallery).map((name) => `<li><a href="${name}.html">${name}</a></li>`);
  writeFileSync(join(folder, 'index.html'), `<!DOCTYPE html><title>Gallery</title><ul>${links.join('')}</ul>`);
  return Object.keys(gallery);
}

const [, script, folder] = process.argv;
if (script === import.meta.filename) {
  if (!folder) throw new Error('say where: node test/pages/gallery.ts <folder>');
  console.log(`${(await writeGallery(folder)).length} pages in ${folder}`);
}
