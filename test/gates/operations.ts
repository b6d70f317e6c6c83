/** An operation of the admin API, as its own description tells it. */
export interface Described {
  readonly route: string;
  /** What the caller must hold. */
  readonly permission: string;
  /** What a token must be good for. */
  readonly scope: 'read' | 'write' | 'public';
  readonly takesBody: boolean;
  /** Whether the version that is changed must be named (If-Match). */
  readonly needsVersion: boolean;
}

interface OperationObject {
  readonly 'x-permission'?: string;
  readonly security?: readonly unknown[];
  readonly requestBody?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
}

/** Reads the operations out of the OpenAPI document that a house serves. */
export async function operationsOf(baseUrl: string): Promise<readonly Described[]> {
  const answer = await fetch(`${baseUrl}/admin/v1/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, OperationObject>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => describedBy(`${method.toUpperCase()} ${path}`, operation)),
  );
}

function describedBy(route: string, operation: OperationObject): Described {
  const { 'x-permission': permission = 'public', security, requestBody, parameters = [] } = operation;
  if (permission === 'public' && security?.length !== 0) throw new Error(`${route} does not say whom it is for`);
  return {
    route,
    permission,
    scope: permission === 'public' ? permission : permission.endsWith('.read') ? 'read' : 'write',
    takesBody: requestBody !== undefined,
    needsVersion: parameters.some(({ name, required }) => name === 'If-Match' && required === true),
  };
}
