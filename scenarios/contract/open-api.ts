/** The parts of an OpenAPI document that are read here, and the known defects of published ones. */
export interface Schema {
  type?: string;
  format?: string;
  nullable?: boolean;
  enum?: string[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  $ref?: string;
}

export interface Parameter {
  name?: string;
  in?: string;
  required?: boolean;
  schema?: Schema;
  $ref?: string;
}

export interface DescribedOperation {
  operationId?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, { schema?: Schema }> };
  responses?: Record<string, { description?: string; content?: Record<string, unknown> }>;
}

export interface OpenApi {
  openapi: string;
  info: unknown;
  paths: Record<string, Record<string, DescribedOperation>>;
  components: { schemas: Record<string, Schema>; parameters?: Record<string, { schema?: Schema }> };
}

/** What a file gets wrong, mended on a copy in memory; the file itself is never changed. */
export interface Defect {
  readonly what: string;
  readonly mend: (file: OpenApi) => void;
}
