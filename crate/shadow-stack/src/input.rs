use wasmparser::{
    BinaryReaderError, CompositeInnerType, ConstExpr, DataKind, ElementItems, ElementKind,
    Encoding, ExternalKind, FuncType, FunctionBody, GlobalType, MemoryType, Operator, Parser,
    Payload, TableInit, TypeRef, ValType, ValidPayload, Validator, WasmFeatures,
};

use crate::{Error, sections};

/// The supported features of a module. Features with several stacks of calls are excluded.
const FEATURES: WasmFeatures = WasmFeatures::WASM3
    .union(WasmFeatures::LEGACY_EXCEPTIONS)
    .union(WasmFeatures::THREADS)
    .union(WasmFeatures::WIDE_ARITHMETIC);

/// A section of the input, borrowed from it.
pub(crate) struct Section<'a> {
    pub id: u8,
    pub contents: &'a [u8],
    /// The name of a custom section.
    pub name: Option<&'a str>,
}

/// The first memory of a module.
#[derive(Clone, Copy)]
pub(crate) struct Memory {
    pub kind: MemoryType,
    pub imported: bool,
}

/// Bytes of the first memory that instantiation writes to a fixed address.
pub(crate) struct Data<'a> {
    pub address: u32,
    pub bytes: &'a [u8],
}

/// A global's type, and its value if that is one `i32.const`.
#[derive(Clone, Copy)]
pub(crate) struct Global {
    pub kind: GlobalType,
    pub constant: Option<u32>,
}

#[derive(Clone, Copy)]
pub(crate) struct Export<'a> {
    pub name: &'a str,
    pub kind: ExternalKind,
    pub index: u32,
}

/// A valid module, parsed as far as necessary for rewriting.
#[derive(Default)]
pub(crate) struct Input<'a> {
    pub sections: Vec<Section<'a>>,
    /// The function types by their index; `None` for other types.
    pub types: Vec<Option<FuncType>>,
    /// The index of each function's type, imported functions first.
    pub functions: Vec<u32>,
    pub imported_functions: u32,
    pub globals: Vec<Global>,
    pub memory: Option<Memory>,
    pub exports: Vec<Export<'a>>,
    /// Functions that can be entered other than by a direct call.
    pub entered: Vec<u32>,
    pub data: Vec<Data<'a>>,
    /// The bodies of the defined functions.
    pub bodies: Vec<FunctionBody<'a>>,
    /// The offset of the code section's contents: DWARF's address 0.
    pub code_start: usize,
}

impl<'a> Input<'a> {
    /// Validates and parses a module.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        let mut input = Self::default();
        let mut validator = Validator::new_with_features(FEATURES);
        let mut allocations = wasmparser::FuncValidatorAllocations::default();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload.map_err(|error| input.invalid(&error))?;
            if let Payload::Version {
                encoding: Encoding::Component,
                ..
            } = payload
            {
                return Err(Error::Component);
            }
            match validator
                .payload(&payload)
                .map_err(|error| input.invalid(&error))?
            {
                ValidPayload::Func(function, body) => {
                    let mut checked = function.into_validator(allocations);
                    checked.validate(&body).map_err(|error| Error::Invalid {
                        offset: error.offset(),
                        function: Some(checked.index()),
                        message: error.message().to_owned(),
                    })?;
                    allocations = checked.into_allocations();
                    input.bodies.push(body);
                }
                ValidPayload::Ok | ValidPayload::Parser(_) | ValidPayload::End(_) => {
                    input
                        .read(bytes, payload)
                        .map_err(|error| input.invalid(&error))?;
                }
            }
        }
        Ok(input)
    }

    /// The section with this id, if the module has one.
    pub fn contents(&self, id: u8) -> Option<&'a [u8]> {
        self.sections
            .iter()
            .find(|section| section.id == id)
            .map(|section| section.contents)
    }

    pub fn export(&self, name: &str) -> Option<Export<'a>> {
        self.exports
            .iter()
            .copied()
            .find(|export| export.name == name)
    }

    /// The type of a function.
    pub fn function_type(&self, function: u32) -> Option<&FuncType> {
        let index = *self.functions.get(function as usize)?;
        self.types.get(index as usize)?.as_ref()
    }

    /// An error outside of bodies, or between them.
    pub fn invalid(&self, error: &BinaryReaderError) -> Error {
        let in_code = self
            .sections
            .last()
            .is_some_and(|section| section.id == sections::CODE)
            && self.bodies.len() + (self.imported_functions as usize) < self.functions.len();
        Error::Invalid {
            offset: error.offset(),
            function: in_code
                .then(|| u32::try_from(self.bodies.len()).ok())
                .flatten()
                .map(|defined| defined + self.imported_functions),
            message: error.message().to_owned(),
        }
    }

    fn read(&mut self, bytes: &'a [u8], payload: Payload<'a>) -> Result<(), BinaryReaderError> {
        if let Some((id, range)) = payload.as_section() {
            let name = match &payload {
                Payload::CustomSection(custom) => Some(custom.name()),
                _ => None,
            };
            // A code section is reported before its bodies: if the input ends in them, the parser
            // reports that later.
            let contents = bytes.get(range).unwrap_or_default();
            self.sections.push(Section { id, contents, name });
        }
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    self.types.extend(group?.into_types().map(
                        |kind| match kind.composite_type.inner {
                            CompositeInnerType::Func(function) => Some(function),
                            _ => None,
                        },
                    ));
                }
            }
            Payload::ImportSection(section) => {
                for import in section {
                    self.read_import(import?.ty);
                }
            }
            Payload::FunctionSection(section) => {
                for function in section {
                    self.functions.push(function?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    if let TableInit::Expr(value) = table?.init {
                        self.read_references(&value)?;
                    }
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    let kind = memory?;
                    self.memory.get_or_insert(Memory {
                        kind,
                        imported: false,
                    });
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global?;
                    self.read_references(&global.init_expr)?;
                    let constant = constant(&global.init_expr)?;
                    self.globals.push(Global {
                        kind: global.ty,
                        constant,
                    });
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.entered.push(export.index);
                    }
                    let (name, kind, index) = (export.name, export.kind, export.index);
                    self.exports.push(Export { name, kind, index });
                }
            }
            Payload::StartSection { func, .. } => self.entered.push(func),
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element?;
                    if let ElementKind::Active { offset_expr, .. } = &element.kind {
                        self.read_references(offset_expr)?;
                    }
                    self.read_elements(element.items)?;
                }
            }
            Payload::DataSection(section) => {
                for data in section {
                    let data = data?;
                    if let DataKind::Active {
                        memory_index: 0,
                        offset_expr,
                    } = data.kind
                        && let Some(address) = constant(&offset_expr)?
                    {
                        self.data.push(Data {
                            address,
                            bytes: data.data,
                        });
                    }
                }
            }
            Payload::CodeSectionStart { range, .. } => self.code_start = range.start,
            _ => {}
        }
        Ok(())
    }

    fn read_import(&mut self, kind: TypeRef) {
        match kind {
            TypeRef::Func(kind) => {
                self.functions.push(kind);
                self.imported_functions += 1;
            }
            TypeRef::Global(kind) => self.globals.push(Global {
                kind,
                constant: None,
            }),
            TypeRef::Memory(kind) => {
                self.memory.get_or_insert(Memory {
                    kind,
                    imported: true,
                });
            }
            TypeRef::Table(_) | TypeRef::Tag(_) => {}
        }
    }

    fn read_elements(&mut self, items: ElementItems<'a>) -> Result<(), BinaryReaderError> {
        match items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.entered.push(function?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    self.read_references(&expression?)?;
                }
            }
        }
        Ok(())
    }

    fn read_references(&mut self, expression: &ConstExpr<'a>) -> Result<(), BinaryReaderError> {
        for operator in expression.get_operators_reader() {
            if let Operator::RefFunc { function_index } = operator? {
                self.entered.push(function_index);
            }
        }
        Ok(())
    }
}

/// The value of an expression that consists of one `i32.const`.
fn constant(expression: &ConstExpr<'_>) -> Result<Option<u32>, BinaryReaderError> {
    let mut operators = expression.get_operators_reader();
    let first = operators.read()?;
    Ok(match (first, operators.read()?) {
        (Operator::I32Const { value }, Operator::End) => Some(value.cast_unsigned()),
        _ => None,
    })
}

impl Global {
    /// The value of an immutable 32-bit constant.
    pub fn fixed(&self) -> Option<u32> {
        let fixed = !self.kind.mutable && self.kind.content_type == ValType::I32;
        self.constant.filter(|_| fixed)
    }
}
