import { adminRoutes } from '../../shared/admin/api.ts';
import type { Invocation } from '../../shared/admin/set-up.ts';
import { isRefusal } from '../../shared/base/refusal.ts';
import type { APIGatewayEvent } from '../../shared/http/event.ts';
import { problem } from '../../shared/http/problem.ts';
import { web } from '../../shared/http/web.ts';
import { originSecretsOf } from '../wire.ts';
import { wireAdmin } from './wire.ts';

const { config, ports } = wireAdmin();

const api = web(adminRoutes(ports), { originSecrets: originSecretsOf(config), baseUrl: config.baseUrl, show: problem });

/**
 * The admin API; and, invoked by IAM rights alone, what makes the first owner. API Gateway always names a route, and
 * nobody who comes through it can leave the name out.
 */
export async function handler(
  event: APIGatewayEvent | Invocation,
  context: { readonly awsRequestId: string },
): Promise<unknown> {
  if ('routeKey' in event) return api(event, context);
  try {
    const { invoked } = await import('../../shared/admin/set-up.ts');
    return await invoked(event, context.awsRequestId, ports);
  } catch (error) {
    if (isRefusal(error)) return { refused: error.code, message: error.message };
    throw error;
  }
}
