import { createHash } from 'node:crypto';
import { transformSync } from 'esbuild';

/** Takes the types out of a file and JSX into calls, as the bundler does. */
const options = (file) => ({
  loader: file.endsWith('x') ? 'tsx' : 'ts',
  format: 'esm',
  target: 'node24',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  sourcefile: file,
  sourcemap: 'inline',
});

export default {
  process: (source, file) => ({ code: transformSync(source, options(file)).code }),
  getCacheKey: (source, file, { instrument }) =>
    createHash('sha256').update(source).update(file).update(process.version).update(String(instrument)).digest('hex'),
};
