import react from '@vitejs/plugin-react';
import { createHash } from 'node:crypto';
import { defineConfig, type Plugin } from 'vite';

/** Where `npm run console` finds a Samlet that runs: `npm start` beside it, or any other. */
const samlet = process.env['SAMLET_URL'] ?? 'http://localhost:8080';
const ours = ['/admin', '/go', '/sign-in', '/sign-out', '/assets', '/account'];

/** The design system's sheet holds its fonts as data: URLs, eight of them; as files, only those are loaded that are used. */
const fontsAsFiles = (): Plugin => ({
  name: 'fonts-as-files',
  generateBundle(_options, bundle) {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'asset' || !output.fileName.endsWith('.css')) continue;
      output.source = output.source
        .toString()
        .replaceAll(/data:font\/woff2;base64,([\w+/=]+)/g, (_url, text: string) => {
          const source = Buffer.from(text, 'base64');
          const fileName = `assets/font-${createHash('sha256').update(source).digest('hex').slice(0, 8)}.woff2`;
          this.emitFile({ type: 'asset', fileName, source });
          return `/console/${fileName}`;
        });
    }
  },
});

/** The console's build: one page, every file but that page named by its contents, nothing inlined. */
export default defineConfig({
  base: '/console/',
  plugins: [react(), fontsAsFiles()],
  build: {
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  server: { proxy: Object.fromEntries(ours.map((path) => [path, { target: samlet }])) },
});
