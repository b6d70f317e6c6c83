import { Refusal } from '../../shared/base/refusal.ts';
import { type Reply, text } from '../../shared/http/reply.ts';
import type { Handler } from '../../shared/http/web.ts';
import { colourSheet } from '../../shared/pages/colour-sheet.ts';
import { findLogo } from '../../shared/settings/logo.ts';
import type { Table } from '../../shared/table/table.ts';

/** What has its content in its name never changes. */
const FOR_EVER = { 'cache-control': 'public, max-age=31536000, immutable' };

/** What pages load of the organisation's own: the logo, and the colours. */
export const brandingRoutes = ({ table }: { readonly table: Table }): Readonly<Record<string, Handler>> => ({
  'GET /branding/logo/{logoHash}': async ({ params }): Promise<Reply> => {
    const hash = params['logoHash'] ?? '';
    const logo = /^[0-9a-f]{32}$/.test(hash) ? await findLogo(table, hash) : undefined;
    if (!logo) throw new Refusal('NOT_FOUND', 'no such logo', { hash: hash.slice(0, 64) });
    return { status: 200, headers: { ...FOR_EVER, 'content-type': logo.type }, bytes: logo.bytes };
  },

  'GET /branding/colours/{colours}': ({ params }): Promise<Reply> => {
    const [, light, dark] = /^([0-9a-f]{6}|default)-([0-9a-f]{6}|default)\.css$/.exec(params['colours'] ?? '') ?? [];
    if (!light || !dark) return Promise.reject(new Refusal('NOT_FOUND', 'no such colours'));
    return Promise.resolve(text(colourSheet(light, dark), 'text/css; charset=utf-8', FOR_EVER));
  },
});
