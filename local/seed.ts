import { type AdminClient, adminClientOf } from './admin-client.ts';
import type { DevFile } from './first-start.ts';
import { ACCOUNTS, APPS, GROUPS, PEOPLE } from './seed-data.ts';

interface Made {
  readonly id: string;
}

/** Fills an empty Samlet with the demo organisation, by the admin API like anybody else. */
export async function seed({ baseUrl, apiToken, admin }: DevFile, demoUrl: string): Promise<void> {
  const api = adminClientOf(baseUrl, apiToken);
  const groups = await makeGroups(api);
  await makePeople(api, groups, admin.username);
  for (const account of ACCOUNTS) await makeAccount(api, account, groups);
  for (const app of APPS) await makeApp(api, app, { groups, demoUrl });
}

type Groups = ReadonlyMap<string, string>;

const idOf = (groups: Groups, name: string): string => groups.get(name) ?? '';

async function makeGroups(api: AdminClient): Promise<Groups> {
  const groups = new Map<string, string>();
  for (const displayName of GROUPS)
    groups.set(displayName, (await api.send<Made>('POST', '/groups', { displayName })).id);
  return groups;
}

async function makePeople(api: AdminClient, groups: Groups, owner: string): Promise<void> {
  const { items } = await api.send<{ items: readonly Made[] }>('GET', `/users?userName=${encodeURIComponent(owner)}`);
  const own = items[0]?.id ?? '';
  for (const name of GROUPS.slice(0, 2)) await api.send('PUT', `/groups/${idOf(groups, name)}/members/${own}`);
  for (const [userName, givenName, familyName, memberOf] of PEOPLE) {
    const email = `${userName}@orchard.example`;
    const { id } = await api.send<Made>('POST', '/users', { userName, email, givenName, familyName });
    for (const name of memberOf) await api.send('PUT', `/groups/${idOf(groups, name)}/members/${id}`);
  }
}

async function makeAccount(api: AdminClient, account: (typeof ACCOUNTS)[number], groups: Groups): Promise<void> {
  const { id, name, partition, roles } = account;
  await api.send('POST', '/aws/accounts', { id, name, partition });
  const iam = `arn:${partition}:iam::${id}`;
  for (const role of roles) {
    const roleArn = `${iam}:role/${role.name}`;
    const maxSessionSeconds = role.hours * 3600;
    await api.send('POST', `/aws/accounts/${id}/roles`, {
      roleArn,
      providerArn: `${iam}:saml-provider/Samlet`,
      maxSessionSeconds,
      description: role.description,
    });
    for (const group of role.groups) {
      await api.send('PUT', `/aws/accounts/${id}/roles/${role.name}/assignments/groups/${idOf(groups, group)}`, {});
    }
  }
}

async function makeApp(
  api: AdminClient,
  app: (typeof APPS)[number],
  { groups, demoUrl }: { groups: Groups; demoUrl: string },
): Promise<void> {
  const xml = await (await fetch(`${demoUrl}/sp/${app.path}/metadata`)).text();
  const { id, version } = await api.send<Made & { version: number }>('POST', '/apps/metadata', { xml });
  const startUrl = `${demoUrl}/sp/${app.path}/login`;
  await api.send('PATCH', `/apps/${id}`, { startUrl, ...app.fields }, version);
  for (const group of app.groups) await api.send('PUT', `/apps/${id}/assignments/groups/${idOf(groups, group)}`);
}
