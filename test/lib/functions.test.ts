import { beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminRoutes } from '../../shared/admin/api.ts';
import type { AdminPorts } from '../../shared/admin/operation.ts';
import { type FunctionName, VARIABLES, VARIABLES_OF } from '../../shared/config.ts';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { metadataRoutes } from '../../functions/metadata/routes.ts';
import { accountRoutes } from '../../functions/sso/account.ts';
import { logoutRoutes } from '../../functions/sso/logout.ts';
import { passwordRoutes } from '../../functions/sso/password.ts';
import { ASIDE, ssoRoutes } from '../../functions/sso/routes.ts';
import { ROUTES } from '../../lib/routes.ts';
import type { Assembly } from '../../local/template/assembly.ts';
import { type Found, resourcesOf, sharedStack } from './stack.ts';

let stack: Assembly;
beforeAll(async () => {
  stack = await sharedStack();
});

const NAMES = Object.keys(VARIABLES_OF) as FunctionName[];
const functionOf = (name: FunctionName): Found =>
  resourcesOf(stack.template, 'AWS::Lambda::Function').find(
    ({ Properties: { FunctionName } }) => FunctionName === `Samlet-${name}`,
  )!;

describe.each(NAMES)('the function %s', (name) => {
  it('runs on ARM with Node 24', () => {
    expect(functionOf(name).Properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
    });
  });

  it('is told what it needs and no more', () => {
    const { Environment } = functionOf(name).Properties as { Environment: { Variables: object } };
    expect(Object.keys(Environment.Variables).toSorted()).toEqual(
      VARIABLES_OF[name].map((variable) => VARIABLES[variable]).toSorted(),
    );
  });

  it('is a module of ES, with nothing in its asset but modules', () => {
    const { Code } = functionOf(name).Properties as { Code: { S3Key: string } };
    const folder = stack.assets.get(Code.S3Key) ?? '';
    const files = readdirSync(folder);
    expect(files).toContain('index.mjs');
    expect(files.filter((file) => !file.endsWith('.mjs'))).toEqual([]);
    expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).toMatch(/export\{\S+ as handler\}/);
  });

  it('has a role of its own, and a log that is kept for half a year', () => {
    const { Role, LoggingConfig } = functionOf(name).Properties as {
      Role: { 'Fn::GetAtt': [string, string] };
      LoggingConfig: { LogGroup: { Ref: string } };
    };
    const roles = NAMES.map((other) => JSON.stringify(functionOf(other).Properties['Role']));
    expect(roles.filter((role) => role === JSON.stringify(Role))).toHaveLength(1);
    expect(stack.template.Resources[LoggingConfig.LogGroup.Ref]?.Properties).toEqual({
      LogGroupName: `/aws/lambda/Samlet-${name}`,
      RetentionInDays: 180,
    });
  });
});

describe('the logs', () => {
  it('all end some day', () => {
    const logs = resourcesOf(stack.template, 'AWS::Logs::LogGroup');
    expect(logs.filter(({ Properties: { RetentionInDays: days } }) => typeof days !== 'number')).toEqual([]);
  });
});

describe('the routes', () => {
  /** What a table of handlers is asked for is its names alone. */
  const nothing: unknown = {};
  const handlers = {
    sso: ssoRoutes(nothing as Ports),
    metadata: metadataRoutes(nothing as Parameters<typeof metadataRoutes>[0]),
    admin: adminRoutes(nothing as AdminPorts),
  };

  it.each(['sso', 'metadata', 'admin'] as const)(
    'of %s have a handler each, and no handler is without a route',
    (name) => {
      expect(Object.keys(handlers[name]).toSorted()).toEqual([...ROUTES[name]].toSorted());
    },
  );

  it('of sso that are loaded later are those that each file answers', () => {
    const ports = nothing as Ports;
    expect(Object.keys(passwordRoutes(ports)).toSorted()).toEqual([...ASIDE.password].toSorted());
    expect(Object.keys(accountRoutes(ports)).toSorted()).toEqual([...ASIDE.account].toSorted());
    expect(Object.keys(logoutRoutes(ports)).toSorted()).toEqual([...ASIDE.logout].toSorted());
  });

  it('are all open in the template, each to its own function', () => {
    const integrations = new Map(
      resourcesOf(stack.template, 'AWS::ApiGatewayV2::Integration').map(({ id, Properties }) => [
        id,
        (Properties['IntegrationUri'] as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0],
      ]),
    );
    const opened = resourcesOf(stack.template, 'AWS::ApiGatewayV2::Route').map(({ Properties }) => {
      const { 'Fn::Join': join_ } = Properties['Target'] as { 'Fn::Join': [string, [string, { Ref: string }]] };
      return `${String(Properties['RouteKey'])} → ${integrations.get(join_[1][1].Ref)}`;
    });
    const wanted = (['sso', 'metadata', 'admin'] as const).flatMap((name) =>
      ROUTES[name].map((route) => `${route} → ${functionOf(name).id}`),
    );
    expect(opened.toSorted()).toEqual(wanted.toSorted());
  });
});
