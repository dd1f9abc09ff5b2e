package dev.latchkey.adapters.mi;

/** The environment variables by which Azure's hosts make themselves known. */
enum Variable {
  IDENTITY_ENDPOINT,
  IDENTITY_HEADER,
  IDENTITY_SERVER_THUMBPRINT,
  MSI_ENDPOINT,
  MSI_SECRET,
  DEFAULT_IDENTITY_CLIENT_ID,
  IMDS_ENDPOINT,
  AZURE_POD_IDENTITY_AUTHORITY_HOST,
  AZUREPS_HOST_ENVIRONMENT
}
