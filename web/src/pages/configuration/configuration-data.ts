import { api, bodyOf, type Thing } from '../../api/client.ts';
import { send } from '../../api/send.ts';

/** A plan as the API tells it. */
export type Plan = Thing<'ConfigurationPlan'>;
/** One change of a plan. */
export type Change = Thing<'ConfigurationChange'>;

const URL_OF = (query: string): string => `${location.origin}/admin/v1/config${query}`;

/** The configuration as it stands, in YAML. */
export async function exported(members: boolean): Promise<Blob> {
  const answer = await send(new Request(URL_OF(`?members=${members}`), { headers: { accept: 'application/yaml' } }));
  return answer.blob();
}

/** What a document, in YAML or JSON, would change. */
export async function planned(text: string, prune: boolean): Promise<Plan> {
  const headers = { 'content-type': 'application/yaml' }; // JSON is YAML, too
  const answer = await send(new Request(URL_OF(`?prune=${prune}`), { method: 'PUT', headers, body: text }));
  return (await answer.json()) as Plan;
}

/** Begins a plan. @returns the job that carries it out */
export async function begun({ id, planHash, deletes }: Plan): Promise<string> {
  const params = { path: { planId: id } };
  const body = { planHash, confirmDeletions: deletes > 0 };
  const answer = api.POST('/admin/v1/config/plans/{planId}/apply', { params, body });
  return (await bodyOf<{ jobId: string }>(answer)).jobId;
}

/** How far a job is. */
export interface Job {
  readonly state: string;
  readonly failure?: string;
  readonly progress: { readonly done: number; readonly total?: number };
}

/** Reads a job. */
export const readJob = (jobId: string): Promise<Job> =>
  bodyOf<Job>(api.GET('/admin/v1/jobs/{jobId}', { params: { path: { jobId } } }) as never);
