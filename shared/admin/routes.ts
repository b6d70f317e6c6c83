/** Every route of the admin API, in API Gateway's notation; the stack, the handlers and OpenAPI go by it. */
export const ADMIN_ROUTES: readonly string[] = ['GET /admin/v1/openapi.json'];
