/** What the schemas say in words: which fields of which resource are read, for the pages that list it and the tests that hold it. */
import type { GenericSchema } from 'valibot';

/** What of a valibot schema is looked at here; the library types each kind apart. */
interface SchemaShape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, SchemaShape>>;
  readonly item?: SchemaShape;
  readonly wrapped?: SchemaShape;
  readonly value?: SchemaShape;
  readonly options?: readonly SchemaShape[];
  readonly pipe?: readonly SchemaShape[];
}

function below(shape: SchemaShape, path: string): readonly string[] {
  const { entries = {}, pipe = [], options = [], wrapped, item, value } = shape;
  const nested = [
    ...Object.entries(entries).flatMap(([key, one]) => below(one, path === '' ? key : `${path}.${key}`)),
    ...pipe.flatMap((one) => below(one, path)),
    ...options.flatMap((one) => below(one, path)),
    ...(wrapped === undefined ? [] : below(wrapped, path)),
    ...(item === undefined ? [] : below(item, `${path}[]`)),
    ...(value === undefined ? [] : below(value, `${path}.*`)),
  ];
  const leaves = nested.filter((one) => one !== path);
  return leaves.length > 0 || path === '' ? leaves : [path];
}

/** The fields of a schema as JSON paths, each once: `properties.networkAcls.ipRules[].value`. `*` stands for any key. */
export function fieldsOf(schema: GenericSchema): readonly string[] {
  return [...new Set(below(schema as SchemaShape, ''))].toSorted();
}
