import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { ReactNode } from 'react';
import type { Values } from '../../patterns/form-values.ts';
import './settings.css';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const isColour = (value: unknown): value is string => typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);

/** The sign-in page as it will look with what is typed, on light and on dark ground. */
export const BrandPreview = ({ values }: { readonly values: Values }): ReactNode => (
  <Container header={<Header variant="h2">Sign-in page</Header>}>
    <div className="brand-previews">
      <Sample values={values} ground="light" accent={isColour(values['accent']) ? values['accent'] : '#3a49d6'} />
      <Sample
        values={values}
        ground="dark"
        accent={isColour(values['accentDark']) ? values['accentDark'] : '#5562ea'}
      />
    </div>
  </Container>
);

interface Shown {
  readonly values: Values;
  readonly ground: 'light' | 'dark';
  readonly accent: string;
}

function Sample({ values, ground, accent }: Shown): ReactNode {
  const logo = values['logo'] as { readonly hash: string } | undefined;
  const organisation = text(values['organisation']) || 'Samlet';
  const isOwnDark = ground === 'dark' && isColour(values['accentDark']);
  return (
    <div className={`brand-preview ${ground}`}>
      {logo ? <img src={`/branding/logo/${logo.hash}`} alt={organisation} /> : <b>{organisation}</b>}
      <div className="brand-card">
        <b>{text(values['signInTitle']) || 'Sign in'}</b>
        <span className="brand-field">User name or email</span>
        <span className="brand-field">Password</span>
        {/* The console's policy lets scripts set styles, and no page bring any. */}
        <span className="brand-button" style={{ background: accent, color: isOwnDark ? '#0c0e14' : '#ffffff' }}>
          Sign in
        </span>
      </div>
      <small>{text(values['helpText'])}</small>
    </div>
  );
}
