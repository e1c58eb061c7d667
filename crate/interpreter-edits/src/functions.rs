use std::ops::Range;

use proc_macro2::TokenStream;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{ImplItemFn, ItemFn, ItemImpl, ItemMacro, ItemMod, ItemTrait, TraitItemFn, Type};

/// A function of a source, or a macro defined in it.
#[derive(Debug)]
pub(crate) struct Function {
    /// The names of its path: those of the enclosing modules, types and functions, and its own.
    names: Vec<Name>,
    /// The range of its bytes, including attributes and documentation.
    pub(crate) range: Range<usize>,
}

#[derive(Debug, Clone)]
struct Name {
    name: String,
    /// `<Type as Trait>` for an implementation of a trait.
    of_trait: Option<String>,
}

/// All functions of a source, and the macros defined in it.
pub(crate) fn functions(source: &str) -> Result<Vec<Function>, String> {
    let file = source
        .parse::<TokenStream>()
        .map_err(syn::Error::from)
        .and_then(syn::parse2::<syn::File>);
    let file = file.map_err(|error| {
        let start = error.span().start();
        format!("line {}: {error}", start.line)
    })?;
    let mut finder = Finder::default();
    finder.visit_file(&file);
    Ok(finder.found)
}

impl Function {
    /// Returns `true` if `wanted` is the end of its path, such as `Type::method` or `method`.
    pub(crate) fn is_named(&self, wanted: &str) -> bool {
        let wanted: Vec<&str> = wanted.split("::").collect();
        let Some(skipped) = self.names.len().checked_sub(wanted.len()) else {
            return false;
        };
        let names = &self.names[skipped..];
        names.iter().zip(wanted).all(|(known, wanted)| {
            known.name == wanted || known.of_trait.as_deref() == Some(wanted)
        })
    }

    /// The last name of its path.
    pub(crate) fn last_name(&self) -> &str {
        self.names.last().map_or("", |name| &name.name)
    }

    /// Its path.
    pub(crate) fn path(&self) -> String {
        let names = self.names.iter();
        let names = names.map(|name| name.of_trait.as_ref().unwrap_or(&name.name).as_str());
        names.collect::<Vec<_>>().join("::")
    }
}

#[derive(Default)]
struct Finder {
    names: Vec<Name>,
    found: Vec<Function>,
}

impl Finder {
    fn within(&mut self, name: Name, visit: impl FnOnce(&mut Self)) {
        self.names.push(name);
        visit(self);
        self.names.pop();
    }

    fn function(&mut self, name: String, range: Range<usize>, visit: impl FnOnce(&mut Self)) {
        self.within(plain(name), |finder| {
            finder.found.push(Function {
                names: finder.names.clone(),
                range,
            });
            visit(finder);
        });
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let name = plain(item.ident.to_string());
        self.within(name, |finder| visit::visit_item_mod(finder, item));
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let name = name_of_type(&item.self_ty);
        let of_trait = item.trait_.as_ref().and_then(|implemented| {
            let last = implemented.0.segments.last()?;
            Some(format!("<{name} as {}>", last.ident))
        });
        let name = Name { name, of_trait };
        self.within(name, |finder| visit::visit_item_impl(finder, item));
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        let name = plain(item.ident.to_string());
        self.within(name, |finder| visit::visit_item_trait(finder, item));
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.function(
            item.sig.ident.to_string(),
            item.span().byte_range(),
            |finder| visit::visit_item_fn(finder, item),
        );
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.function(
            item.sig.ident.to_string(),
            item.span().byte_range(),
            |finder| visit::visit_impl_item_fn(finder, item),
        );
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.function(
            item.sig.ident.to_string(),
            item.span().byte_range(),
            |finder| visit::visit_trait_item_fn(finder, item),
        );
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        if let Some(name) = &item.ident {
            self.function(format!("{name}!"), item.span().byte_range(), |_| ());
        }
    }
}

fn plain(name: String) -> Name {
    Name {
        name,
        of_trait: None,
    }
}

fn name_of_type(of: &Type) -> String {
    match of {
        Type::Path(path) => {
            let last = path.path.segments.last();
            last.map(|last| last.ident.to_string()).unwrap_or_default()
        }
        Type::Reference(reference) => name_of_type(&reference.elem),
        _ => String::new(),
    }
}
