import { groupSchema } from "./group.ts";
import { userSchema } from "./user.ts";

/** What this server can do, as a directory asks first (RFC 7643, 5). */
export const providerConfig = (address: string) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: true },
  authenticationSchemes: [
    {
      ...{ type: "oauthbearertoken", name: "Bearer token", primary: true },
      description: "The secret of a system with the role Directory of staff, or a token that it got with it.",
    },
  ],
  meta: { resourceType: "ServiceProviderConfig", location: `${address}/ServiceProviderConfig` },
});

/** The two kinds of things that a directory tells of (RFC 7643, 6). */
export const resourceTypes = (address: string) =>
  [
    { id: "User", endpoint: "/Users", schema: userSchema, description: "A member of staff" },
    { id: "Group", endpoint: "/Groups", schema: groupSchema, description: "A group that may give a post" },
  ].map((type) => ({
    ...{ schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], name: type.id, ...type },
    meta: { resourceType: "ResourceType", location: `${address}/ResourceTypes/${type.id}` },
  }));

type Attribute = { name: string; description: string };
const attribute = ({ name, ...more }: Attribute & Record<string, unknown>) => ({
  ...{ name, type: "string", multiValued: false, required: false, caseExact: false },
  ...{ mutability: "readWrite", returned: "default", uniqueness: "none", ...more },
});
const part = (name: string, description: string, more = {}) => attribute({ name, description, ...more });

const attributesOfUser = [
  part("userName", "By which the person signs in", { required: true, uniqueness: "server" }),
  part("name", "The person's name", {
    type: "complex",
    subAttributes: [
      part("givenName", "Forename"),
      part("familyName", "Surname"),
      part("formatted", "Both, as the pages show them", { mutability: "readOnly" }),
    ],
  }),
  part("displayName", "The name where neither forename nor surname is told"),
  part("emails", "The first primary one is kept; left out, the userName must be one", {
    ...{ type: "complex", multiValued: true },
    subAttributes: [
      part("value", "The address"),
      part("type", "work", { mutability: "readOnly" }),
      part("primary", "Whether it is the one to keep", { type: "boolean" }),
    ],
  }),
  part("active", "False ends every session and post at once", { type: "boolean" }),
  part("groups", "The groups that the person is in", {
    ...{ type: "complex", multiValued: true, mutability: "readOnly" },
    subAttributes: [
      part("value", "The group's id", { mutability: "readOnly" }),
      part("$ref", "Its address", { type: "reference", referenceTypes: ["Group"], mutability: "readOnly" }),
      part("display", "Its name", { mutability: "readOnly" }),
      part("type", "direct", { mutability: "readOnly" }),
    ],
  }),
];
const attributesOfGroup = [
  part("displayName", "By which an administrator says which post it gives", {
    ...{ required: true, uniqueness: "server" },
  }),
  part("members", "Who is in it", {
    ...{ type: "complex", multiValued: true },
    subAttributes: [
      part("value", "The user's id", { mutability: "immutable" }),
      part("$ref", "Its address", { type: "reference", referenceTypes: ["User"], mutability: "readOnly" }),
      part("display", "The userName", { mutability: "readOnly" }),
      part("type", "User", { mutability: "readOnly" }),
    ],
  }),
];

/** What of each is kept (RFC 7643, 7). Whatever else a directory sends is passed over. */
export const schemas = (address: string) =>
  [
    { id: userSchema, name: "User", description: "A member of staff", attributes: attributesOfUser },
    { id: groupSchema, name: "Group", description: "A group of staff", attributes: attributesOfGroup },
  ].map((schema) => ({
    ...{ schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"], ...schema },
    meta: { resourceType: "Schema", location: `${address}/Schemas/${schema.id}` },
  }));
