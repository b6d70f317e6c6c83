import { Document, render } from './document.tsx';

/** A door that another site linked to. */
export interface LaunchView {
  readonly appName: string;
  readonly detail?: string;
  /** Our own path, which is posted to. */
  readonly action: string;
}

/** One click before a door that somebody else's page pointed at: nobody is taken through it behind their back. */
export const launchPage = ({ appName, detail, action }: LaunchView): string =>
  render(
    <Document title="Continue">
      <section class="card">
        <h1>{appName ? `Open ${appName}?` : 'Open this app?'}</h1>
        {detail ? <p class="lead">{`AWS account ${detail}`}</p> : null}
        <p>A link on another site brought you here. Go on only if you meant to.</p>
        <form method="post" action={action}>
          <button type="submit" autofocus>
            Continue
          </button>
        </form>
        <p class="aside">
          <a href="/">Go to your portal instead</a>
        </p>
      </section>
    </Document>,
  );
