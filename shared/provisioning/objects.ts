/** Files that people or jobs leave in a bucket, by key. */
export interface Objects {
  put(key: string, body: string | Uint8Array, options?: { readonly type?: string }): Promise<void>;
  /** How large a file is, and the tag of its content; `undefined` where there is none. */
  head(key: string): Promise<{ readonly bytes: number; readonly etag: string } | undefined>;
  /** Reads up to `bytes` bytes from `from` on, of the content with this tag, if one is named. `from` must lie within the file. */
  read(
    key: string,
    part: { readonly from: number; readonly bytes: number; readonly etag?: string },
  ): Promise<Uint8Array>;
  remove(key: string): Promise<void>;
}

/** What may be uploaded, once asked for: one file under one key, of a size and type, for some seconds. */
export interface Upload {
  readonly key: string;
  readonly seconds: number;
  readonly bytesMax: number;
  readonly type: string;
}

/** A form that a browser posts a file with: all `fields`, then the field `file` last. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly expiresAt: string;
}

/** Makes forms; it asks nobody. */
export interface UploadForms {
  /** Where forms are posted to. */
  readonly url: string;
  form(upload: Upload): UploadForm;
}
