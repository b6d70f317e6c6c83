import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, run } from './processes.ts';
import type { Told } from './provider.ts';
import type { Page } from './web-browser.ts';

/** Where Debian keeps Apache's modules. */
export const APACHE_MODULES = '/usr/lib/apache2/modules';

const PRIVATE_PAGE = 'only for those who are signed in';

/** A folder for one server, open to the user that Apache serves as, with a page that is protected and one that is not. */
export function scratch(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `samlet-${name}-`));
  chmodSync(directory, 0o755);
  mkdirSync(join(directory, 'www/private'), { recursive: true });
  writeFileSync(join(directory, 'www/index.html'), 'open to all');
  writeFileSync(join(directory, 'www/private/index.html'), PRIVATE_PAGE);
  return directory;
}

/** What the application behind Apache is told, as headers of its page; each server has its own names for the values. */
export const headersFor = ({ nameId, mail, surname }: Told): string =>
  [
    `Header set X-Name-Id "%{${nameId}}e"`,
    `Header set X-Mail "%{${mail}}e"`,
    `Header set X-Surname "%{${surname}}e"`,
  ].join('\n  ');

/** Reads {@link headersFor}, in UTF-8 as the values are, from the protected page. */
export function toldInHeaders({ status, html, headers }: Page): Told | undefined {
  if (status !== 200 || html !== PRIVATE_PAGE) return undefined;
  const text = (name: string): string => Buffer.from(headers.get(name) ?? '', 'latin1').toString('utf8');
  return { nameId: text('x-name-id'), mail: text('x-mail'), surname: text('x-surname') };
}

/** An Apache that serves a {@link scratch} folder. */
export interface ApacheOptions {
  readonly directory: string;
  readonly port: number;
  /** `LoadModule` lines and what configures them. */
  readonly config: string;
}

const MODULES = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'mime', 'headers', 'env'];

const configOf = ({ directory, port, config }: ApacheOptions): string => `
ServerRoot ${directory}
PidFile ${directory}/apache.pid
ErrorLog ${directory}/error.log
LogLevel info
Listen 127.0.0.1:${port}
ServerName http://127.0.0.1:${port}
UseCanonicalName On
User www-data
Group www-data
ServerLimit 1
ThreadsPerChild 8
MaxRequestWorkers 8
${MODULES.map((name) => `LoadModule ${name}_module ${APACHE_MODULES}/mod_${name}.so`).join('\n')}
TypesConfig /etc/mime.types
DocumentRoot ${directory}/www
<Directory ${directory}/www>
  Require all granted
</Directory>
${config}
`;

/** Starts Apache in the foreground; the system's own configuration is not read. */
export async function startApache(options: ApacheOptions): Promise<{ log(): string; stop(): Promise<void> }> {
  demand('/usr/sbin/apache2', 'apache2');
  const { directory, port } = options;
  const file = join(directory, 'apache.conf');
  writeFileSync(file, configOf(options));
  const running = await run('/usr/sbin/apache2', ['-f', file, '-DFOREGROUND'], { url: `http://127.0.0.1:${port}/` });
  return {
    log: () => readFileSync(join(directory, 'error.log'), 'utf8'),
    stop: async () => {
      await running.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
