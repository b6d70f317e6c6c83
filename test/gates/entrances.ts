/** Routes to which other sites may post: the POST binding of SAML, which decides by what is posted. */
export const CROSS_SITE_ENTRANCES: readonly string[] = ['POST /saml/sso', 'POST /saml/slo'];

/**
 * What each route of people and apps tells a stranger who sends an empty form: the status, and where it leads (`…` stands
 * for an ID). A new route fails until somebody has said here what strangers get.
 */
export const ENTRANCES: Readonly<Record<string, string>> = {
  $default: '404',
  'GET /': '303 /sign-in/…',
  'GET /sign-in': '303 /sign-in/…',
  'GET /sign-in/{signInId}': '303 /sign-in?notice=sign-in-gone',
  'POST /sign-in/{signInId}': '303 /sign-in?notice=sign-in-gone',
  'POST /sign-out': '303 /sign-in?notice=signed-out',
  'GET /saml/sso': '400',
  'POST /saml/sso': '400',
  'GET /saml/sso/{signInId}': '410',
  'GET /saml/slo': '400',
  'POST /saml/slo': '400',
  'GET /saml/slo/{logoutId}': '200',
  'GET /go/apps/{appId}': '303 /sign-in/…',
  'POST /go/apps/{appId}': '303 /sign-in/…',
  'GET /go/aws/{accountId}/{roleName}': '303 /sign-in/…',
  'POST /go/aws/{accountId}/{roleName}': '303 /sign-in/…',
  'GET /go/console': '303 /sign-in/…',
  'GET /activate': '200',
  'POST /activate': '410',
  'GET /forgot-password': '200',
  'POST /forgot-password': '200',
  'GET /reset-password': '200',
  'POST /reset-password': '410',
  'GET /recover': '200',
  'POST /recover': '410',
  'GET /set-up': '200',
  'POST /set-up': '410',
  'GET /account': '303 /sign-in',
  'POST /account/password': '401',
  'POST /account/sessions': '401',
  'POST /favourites': '401',
  'GET /branding/logo/{logoHash}': '404',
  'GET /branding/colours/{colours}': '200',
  'GET /saml/metadata': '200',
  'GET /saml/metadata/{appId}': '200',
  'GET /saml/certificate': '200',
  'GET /saml/certificate/next': '200',
};
