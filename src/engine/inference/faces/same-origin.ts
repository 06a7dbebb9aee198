let guarded = false;

/**
 * From now on this worker fetches only from where the app comes from. MediaPipe's tasks report how they are used to
 * their makers, every minute and when they are closed; a report that is refused ends that.
 */
export function fetchFromOwnOriginOnly(): void {
  if (guarded) return;
  guarded = true;
  const given = self.fetch.bind(self);
  self.fetch = async (resource, options) => {
    const { href, protocol, origin } = new URL(
      resource instanceof Request ? resource.url : resource,
      self.location.href,
    );
    const local = protocol === 'blob:' || protocol === 'data:' || origin === self.location.origin;
    if (!local) throw new TypeError(`refused to ask ${href}`);
    return given(resource, options);
  };
}
