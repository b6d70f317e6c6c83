type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The admin API by its bearer token. */
export interface AdminClient {
  /** Sends a JSON document, for a change with the version that is changed, and tells what was answered. @throws {Error} with the API's own words when it refuses */
  send<T>(method: Method, path: string, body?: unknown, version?: number): Promise<T>;
}

/** A client of the admin API behind the front door. */
export const adminClientOf = (baseUrl: string, token: string): AdminClient => ({
  async send<T>(method: Method, path: string, body?: unknown, version?: number): Promise<T> {
    const answer = await fetch(`${baseUrl}/admin/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text.slice(0, 600)}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  },
});
