-- What a provider gave with a sign-in and wants back: the token by which somebody's agreement there is revoked.

alter table sign_in.federated add column refresh_token bytea;
comment on column sign_in.federated.refresh_token is
  'Sealed (server/lib/seal.ts); used only to revoke the agreement at the provider. Null where the provider gives none.';
grant update (refresh_token) on sign_in.federated to enishi_server;
