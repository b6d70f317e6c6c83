import type { Handler } from '../../shared/http/web.ts';

/** Handlers by the routes that they answer. */
type Handlers = Readonly<Record<string, Handler>>;

/**
 * Routes that few requests ask for: their handlers, with all that these need, are loaded by the first that does.
 *
 * @param routes a test holds them to what `load` gives
 */
export const later = (routes: readonly string[], load: () => Promise<Handlers>): Handlers =>
  Object.fromEntries(routes.map((route) => [route, async (request) => handlerIn(await load(), route)(request)]));

function handlerIn(handlers: Handlers, route: string): Handler {
  const handler = handlers[route];
  if (!handler) throw new Error(`nothing answers ${route}`);
  return handler;
}
