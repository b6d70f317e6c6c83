/** Writes docs/openapi.json and the table of operations in docs/admin-api.md out of the operations themselves. */
import { OPERATIONS } from '../shared/admin/operations.ts';
import { openApi } from '../shared/admin/openapi.ts';
import type { Operation } from '../shared/admin/operation.ts';
import { row, writeBetween, writeOrCheck } from './generated.ts';

const PREFIX = '/admin/v1';

function lineOf({ route, summary, permission, needsVersion, answers }: Operation): string {
  const [method = '', path = ''] = route.split(' ');
  const notes = [...(needsVersion ? ['`If-Match`'] : []), ...(answers.isPage ? ['pages'] : [])].join(', ');
  return row([method, `\`${path.replace(PREFIX, '')}\``, summary, permission, notes]);
}

writeOrCheck('docs/openapi.json', `${JSON.stringify(openApi(OPERATIONS, 'https://sso.example.com'), undefined, 2)}\n`);
writeBetween(
  'docs/admin-api.md',
  'operations',
  [
    row(['method', 'path', 'does', 'permission', 'needs']),
    row(Array.from({ length: 5 }, () => '---')),
    ...OPERATIONS.map(lineOf),
  ].join('\n'),
);
