// SPDX-License-Identifier: Apache-2.0
// The types of a module, as its debug information has them, in flat tables that outlive the module.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <llvm-c/Core.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum {
	CIRGenVoid,
	CIRGenSignedInteger,
	CIRGenUnsignedInteger,
	CIRGenBoolean,
	CIRGenFloating,
	/// `target` is the integer type behind it.
	CIRGenEnumeration,
	/// `target` is the pointee.
	CIRGenPointer,
	/// `target` is the element; `count` elements, or CIRGenUnknownCount.
	CIRGenArray,
	/// `count` members from `first` on.
	CIRGenStruct,
	CIRGenUnion,
	/// `target` is the result; `count` parameters from `first` on.
	CIRGenFunction,
	/// `target` is what it stands for.
	CIRGenTypedef,
} CIRGenTypeKind;

enum { CIRGenUnknownCount = UINT32_MAX };

enum {
	/// A record that the module only declares.
	CIRGenIncomplete = 1,
	/// A function with an ellipsis.
	CIRGenVariadic = 2,
	/// A member that is a bit-field.
	CIRGenBitField = 4,
	/// A symbol with a body or an initial value.
	CIRGenDefined = 8,
	/// A symbol of the file that was emitted, not of a header.
	CIRGenInMainFile = 16,
	/// A symbol that is a variable, not a function.
	CIRGenVariable = 32,
};

/// A piece of the table's text.
typedef struct {
	uint32_t start;
	uint32_t length;
} CIRGenText;

/// Qualifiers are left out: a const type is the type itself. Type 0 is void.
typedef struct {
	CIRGenText name;
	uint64_t bits;
	uint32_t target;
	uint32_t first;
	uint32_t count;
	uint8_t kind;
	uint8_t flags;
} CIRGenType;

/// A member of a record, or a parameter, which has only a name and a type. Bits are counted in the order of memory: on
/// big-endian targets the first is the most significant.
typedef struct {
	CIRGenText name;
	uint64_t bit_offset;
	uint64_t bits;
	uint32_t type;
	uint32_t flags;
} CIRGenMember;

/// A function or a variable.
typedef struct {
	CIRGenText name;
	CIRGenText file;
	uint32_t line;
	uint32_t type;
	/// Parameters with their names: `count` from `first` on.
	uint32_t first;
	uint32_t count;
	uint32_t flags;
} CIRGenSymbol;

typedef struct {
	CIRGenType *types;
	size_t type_count;
	CIRGenMember *members;
	size_t member_count;
	/// Sorted by the bytes of their names.
	CIRGenSymbol *symbols;
	size_t symbol_count;
	/// Types with a name that are looked for by it (records, enumerations, typedefs), sorted by its bytes.
	uint32_t *named;
	size_t named_count;
	char *text;
	size_t text_length;
} CIRGenTypes;

/// Reads all types that functions, variables and locals of a module use. To be freed with cirgen_types_free().
void cirgen_types_read(LLVMModuleRef module, CIRGenTypes *types);

void cirgen_types_free(CIRGenTypes *types);

#ifdef __cplusplus
}
#endif
