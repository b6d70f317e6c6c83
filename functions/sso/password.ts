import { isRefusal, Refusal } from '../../shared/base/refusal.ts';
import { formOf } from '../../shared/http/form.ts';
import { page, type Reply, seeOther } from '../../shared/http/reply.ts';
import type { Handler } from '../../shared/http/web.ts';
import { forgotPasswordPage } from '../../shared/pages/forgot-password.tsx';
import { setPasswordPage } from '../../shared/pages/set-password.tsx';
import type { Ports } from '../../shared/sign-in/ports.ts';
import { recoverOwner } from '../../shared/sign-in/recover.ts';
import { askForReset, setPasswordByLink } from '../../shared/sign-in/set-password.ts';
import { setUpFirstOwner } from '../../shared/sign-in/set-up.ts';
import { presentationOf } from '../../shared/sign-in/presentation.ts';
import type { Brand } from '../../shared/pages/brand.tsx';
import { brandOf } from './brand.ts';
import { callerOf } from './show.ts';

/** Links by which a password is set: activation, reset, and the set-up of the first owner. */
export const passwordRoutes = (ports: Ports): Readonly<Record<string, Handler>> => ({
  ...linkRoutes('activation', '/activate', ports),
  ...linkRoutes('password-reset', '/reset-password', ports),
  ...linkRoutes('recovery', '/recover', ports),

  'GET /forgot-password': async () => page(forgotPasswordPage({ brand: await brandWithReset(ports) })),

  /** The answer is the same for every name, whether it is a user's or not. */
  'POST /forgot-password': async (request) => {
    const brand = await brandWithReset(ports);
    const { caller } = callerOf(request, ports);
    await askForReset(formOf(request).get('username') ?? '', caller, ports);
    return page(forgotPasswordPage({ brand, sent: true }));
  },

  'GET /set-up': async () => page(setPasswordPage({ ...(await lookOf(ports)), kind: 'set-up', action: '/set-up' })),

  'POST /set-up': async (request) => {
    const { caller } = callerOf(request, ports);
    const form = formOf(request);
    const fields = {
      userName: text(form, 'userName'),
      email: text(form, 'email'),
      ...optional(form, 'givenName'),
      ...optional(form, 'familyName'),
    };
    try {
      await setUpFirstOwner({ ...typedIn(form), token: text(form, 'token'), ...fields }, caller, ports);
      return seeOther('/sign-in?notice=set-up');
    } catch (error) {
      const look = await lookOf(ports);
      return showAgain(error, (refusal) =>
        setPasswordPage({
          ...look,
          kind: 'set-up',
          action: '/set-up',
          problem: refusal.code,
          faults: [...refusal.faults],
          fields,
          token: text(form, 'token'),
        }),
      );
    }
  },
});

const linkRoutes = (
  purpose: 'activation' | 'password-reset' | 'recovery',
  path: string,
  ports: Ports,
): Readonly<Record<string, Handler>> => ({
  [`GET ${path}`]: async () => page(setPasswordPage({ ...(await lookOf(ports)), kind: purpose, action: path })),

  [`POST ${path}`]: async (request) => {
    const { caller, cookies } = callerOf(request, ports);
    const form = formOf(request);
    const token = text(form, 'token');
    try {
      if (purpose === 'recovery') await recoverOwner({ token, ...typedIn(form) }, caller, ports);
      else await setPasswordByLink({ purpose, token, ...typedIn(form) }, caller, ports);
      return seeOther('/sign-in?notice=password-set', cookies);
    } catch (error) {
      const look = await lookOf(ports);
      return showAgain(error, (refusal) =>
        setPasswordPage({
          ...look,
          kind: purpose,
          action: path,
          problem: refusal.code,
          faults: [...refusal.faults],
          token,
        }),
      );
    }
  },
});

/** How the pages look, and what they say of passwords. */
async function lookOf({ table }: Ports) {
  const { branding, passwords } = await presentationOf(table);
  return { brand: brandOf(branding), leastLength: passwords.minLength };
}

/** @throws {Refusal} NOT_FOUND where passwords are reset by administrators alone */
async function brandWithReset({ table }: Ports): Promise<Brand> {
  const { branding, product } = await presentationOf(table);
  if (!product.offersPasswordReset) throw new Refusal('NOT_FOUND', 'passwords are not reset by mail');
  return brandOf(branding);
}

const text = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim();
const optional = (form: URLSearchParams, name: string): Record<string, string> => {
  const value = text(form, name);
  return value === '' ? {} : { [name]: value };
};
const typedIn = (form: URLSearchParams) => ({
  password: form.get('password') ?? '',
  confirm: form.get('confirm') ?? '',
});

/** What the person typed is kept, but for passwords; a link that is gone is told once and for all. */
function showAgain(error: unknown, render: (refusal: Refusal) => string): Reply {
  if (!isRefusal(error)) throw error;
  const { code, status } = error;
  const isTheirs =
    code === 'PASSWORD_UNSUITABLE' || code === 'INPUT_INVALID' || code === 'ALREADY_EXISTS' || code === 'TOKEN_GONE';
  if (!isTheirs) throw error;
  return page(render(error), { status });
}
