import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds a Samlet that runs: `npm start` beside it, or any other. */
const samlet = process.env['SAMLET_URL'] ?? 'http://localhost:8080';
const ours = ['/admin', '/go', '/sign-in', '/sign-out', '/assets', '/account'];

/** The console's build: one page, every file but that page named by its contents, nothing inlined that a strict policy forbids. */
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    reportCompressedSize: false,
  },
  server: { proxy: Object.fromEntries(ours.map((path) => [path, { target: samlet }])) },
});
