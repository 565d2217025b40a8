// SPDX-License-Identifier: Apache-2.0
#include "CIRGenTypes.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <llvm/ADT/DenseMap.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/BinaryFormat/Dwarf.h>
#include <llvm/IR/Constants.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/Path.h>

using namespace llvm;

namespace {

class Reader {
public:
	explicit Reader(Module &module) : module(module) { types.push_back({}); }

	void read()
	{
		for (auto *unit : module.debug_compile_units()) {
			if (main_file.empty())
				main_file = path(unit->getFile());
			for (auto *type : unit->getRetainedTypes())
				if (auto *known = dyn_cast_or_null<DIType>(type))
					index(known);
			for (auto *type : unit->getEnumTypes())
				index(type);
		}
		for (auto &function : module)
			if (auto *program = function.getSubprogram())
				add(function, *program);
		for (auto &variable : module.globals())
			add(variable);
		while (!pending.empty()) {
			auto next = pending.back();
			pending.pop_back();
			complete(next.second, *next.first);
		}
		sort();
	}

	std::vector<CIRGenType> types;
	std::vector<CIRGenMember> members;
	std::vector<CIRGenSymbol> symbols;
	std::vector<uint32_t> named;
	std::string text;

private:
	Module &module;
	std::string main_file;
	DenseMap<const DIType *, uint32_t> known;
	DenseMap<const void *, CIRGenText> texts;
	DenseMap<const DIFile *, CIRGenText> files;
	std::vector<std::pair<const DIType *, uint32_t>> pending;

	// Names are unique in the context, so their address says whether one is there already.
	CIRGenText keep(StringRef name)
	{
		if (name.empty())
			return {};
		auto found = texts.find(name.data());
		if (found != texts.end() && found->second.length == name.size())
			return found->second;
		CIRGenText kept = append(name);
		texts[name.data()] = kept;
		return kept;
	}

	CIRGenText append(StringRef name)
	{
		CIRGenText kept = {uint32_t(text.size()), uint32_t(name.size())};
		text.append(name.data(), name.size());
		return kept;
	}

	StringRef string(CIRGenText kept) const { return StringRef(text.data() + kept.start, kept.length); }

	static std::string path(const DIFile *file)
	{
		if (!file)
			return "";
		SmallString<256> whole(file->getFilename());
		if (!sys::path::is_absolute(whole)) {
			whole = file->getDirectory();
			sys::path::append(whole, file->getFilename());
		}
		sys::path::remove_dots(whole, true);
		return whole.str().str();
	}

	CIRGenText file_text(const DIFile *file)
	{
		auto found = files.find(file);
		if (found != files.end())
			return found->second;
		return files[file] = append(path(file));
	}

	// The index of a type, which is read later: records refer to each other in circles.
	uint32_t index(const DIType *type)
	{
		while (auto *derived = dyn_cast_or_null<DIDerivedType>(type)) {
			auto tag = derived->getTag();
			if (tag != dwarf::DW_TAG_const_type && tag != dwarf::DW_TAG_volatile_type &&
			    tag != dwarf::DW_TAG_restrict_type && tag != dwarf::DW_TAG_atomic_type)
				break;
			type = derived->getBaseType();
		}
		if (!type)
			return 0;
		auto added = known.insert({type, uint32_t(types.size())});
		if (added.second) {
			types.push_back({});
			pending.push_back({type, added.first->second});
		}
		return added.first->second;
	}

	void complete(uint32_t number, const DIType &type)
	{
		CIRGenType entry = {};
		entry.name = keep(type.getName());
		entry.bits = type.getSizeInBits();
		if (auto *basic = dyn_cast<DIBasicType>(&type))
			entry.kind = kind(*basic);
		else if (auto *derived = dyn_cast<DIDerivedType>(&type)) {
			entry.kind = derived->getTag() == dwarf::DW_TAG_pointer_type   ? CIRGenPointer
				     : derived->getTag() == dwarf::DW_TAG_typedef ? CIRGenTypedef
										   : CIRGenVoid;
			entry.target = index(derived->getBaseType());
		} else if (auto *function = dyn_cast<DISubroutineType>(&type))
			signature(*function, entry);
		else if (auto *composite = dyn_cast<DICompositeType>(&type))
			complete(*composite, entry);
		types[number] = entry;
		bool sought = entry.kind == CIRGenStruct || entry.kind == CIRGenUnion ||
			      entry.kind == CIRGenEnumeration || entry.kind == CIRGenTypedef;
		if (sought && entry.name.length)
			named.push_back(number);
	}

	static CIRGenTypeKind kind(const DIBasicType &basic)
	{
		switch (basic.getEncoding()) {
		case dwarf::DW_ATE_boolean:
			return CIRGenBoolean;
		case dwarf::DW_ATE_float:
		case dwarf::DW_ATE_complex_float:
			return CIRGenFloating;
		case dwarf::DW_ATE_signed:
		case dwarf::DW_ATE_signed_char:
			return CIRGenSignedInteger;
		default:
			return CIRGenUnsignedInteger;
		}
	}

	void complete(const DICompositeType &composite, CIRGenType &entry)
	{
		switch (composite.getTag()) {
		case dwarf::DW_TAG_array_type:
			array(composite, entry);
			return;
		case dwarf::DW_TAG_enumeration_type:
			entry.kind = CIRGenEnumeration;
			entry.target = index(composite.getBaseType());
			return;
		case dwarf::DW_TAG_structure_type:
			entry.kind = CIRGenStruct;
			break;
		case dwarf::DW_TAG_union_type:
			entry.kind = CIRGenUnion;
			break;
		default:
			return;
		}
		if (composite.isForwardDecl())
			entry.flags |= CIRGenIncomplete;
		entry.first = uint32_t(members.size());
		for (auto *element : composite.getElements()) {
			auto *member = dyn_cast_or_null<DIDerivedType>(element);
			if (!member || member->getTag() != dwarf::DW_TAG_member)
				continue;
			CIRGenMember kept = {};
			kept.name = keep(member->getName());
			kept.bit_offset = member->getOffsetInBits();
			kept.bits = member->getSizeInBits();
			kept.type = index(member->getBaseType());
			kept.flags = member->isBitField() ? CIRGenBitField : 0;
			members.push_back(kept);
		}
		entry.count = uint32_t(members.size()) - entry.first;
	}

	// `int a[2][3]` is one type with two ranges; here it is an array of arrays.
	void array(const DICompositeType &composite, CIRGenType &entry)
	{
		uint32_t element = index(composite.getBaseType());
		auto ranges = composite.getElements();
		for (unsigned i = ranges.size(); i-- > 1;) {
			CIRGenType inner = {};
			inner.kind = CIRGenArray;
			inner.target = element;
			inner.count = count(dyn_cast_or_null<DISubrange>(ranges[i]));
			element = uint32_t(types.size());
			types.push_back(inner);
		}
		entry.kind = CIRGenArray;
		entry.target = element;
		entry.count = ranges.empty() ? uint32_t(CIRGenUnknownCount) : count(dyn_cast_or_null<DISubrange>(ranges[0]));
	}

	static uint32_t count(const DISubrange *range)
	{
		auto bound = range ? range->getCount() : DISubrange::BoundType();
		auto *number = bound ? bound.dyn_cast<ConstantInt *>() : nullptr;
		if (!number || number->getSExtValue() < 0 || number->getSExtValue() >= CIRGenUnknownCount)
			return CIRGenUnknownCount;
		return uint32_t(number->getSExtValue());
	}

	void signature(const DISubroutineType &function, CIRGenType &entry)
	{
		auto list = function.getTypeArray();
		entry.kind = CIRGenFunction;
		entry.target = list.size() ? index(list[0]) : 0;
		entry.first = uint32_t(members.size());
		for (unsigned i = 1; i < list.size(); i++) {
			if (!list[i]) {
				// Nothing in the last place is an ellipsis.
				entry.flags |= CIRGenVariadic;
				continue;
			}
			CIRGenMember parameter = {};
			parameter.type = index(list[i]);
			members.push_back(parameter);
		}
		entry.count = uint32_t(members.size()) - entry.first;
	}

	void add(const Function &function, const DISubprogram &program)
	{
		CIRGenSymbol symbol = {};
		symbol.name = append(function.getName());
		place(symbol, program.getFile(), program.getLine());
		symbol.flags |= function.isDeclaration() ? 0 : CIRGenDefined;
		symbol.type = index(program.getType());
		symbol.first = uint32_t(members.size());
		auto list = program.getType() ? program.getType()->getTypeArray() : DITypeRefArray();
		for (unsigned i = 1; i < list.size(); i++) {
			if (!list[i])
				continue;
			CIRGenMember parameter = {};
			parameter.type = index(list[i]);
			members.push_back(parameter);
		}
		symbol.count = uint32_t(members.size()) - symbol.first;
		for (auto *node : program.getRetainedNodes()) {
			auto *local = dyn_cast_or_null<DILocalVariable>(node);
			if (!local)
				continue;
			uint32_t type = index(local->getType());
			if (local->getArg() == 0 || local->getArg() > symbol.count)
				continue;
			auto &parameter = members[symbol.first + local->getArg() - 1];
			parameter.name = keep(local->getName());
			parameter.type = type;
		}
		symbols.push_back(symbol);
	}

	void add(const GlobalVariable &variable)
	{
		SmallVector<DIGlobalVariableExpression *, 1> expressions;
		variable.getDebugInfo(expressions);
		if (expressions.empty())
			return;
		auto *known = expressions[0]->getVariable();
		CIRGenSymbol symbol = {};
		symbol.name = append(variable.getName());
		place(symbol, known->getFile(), known->getLine());
		symbol.flags |= CIRGenVariable | (variable.isDeclaration() ? 0 : CIRGenDefined);
		symbol.type = index(known->getType());
		symbols.push_back(symbol);
	}

	void place(CIRGenSymbol &symbol, const DIFile *file, unsigned line)
	{
		symbol.file = file_text(file);
		symbol.line = line;
		if (string(symbol.file) == main_file)
			symbol.flags |= CIRGenInMainFile;
	}

	void sort()
	{
		std::sort(symbols.begin(), symbols.end(), [&](const CIRGenSymbol &a, const CIRGenSymbol &b) {
			return string(a.name) < string(b.name);
		});
		std::sort(named.begin(), named.end(), [&](uint32_t a, uint32_t b) {
			int order = string(types[a].name).compare(string(types[b].name));
			return order ? order < 0 : a < b;
		});
	}
};

template <typename Element> Element *copied(const std::vector<Element> &list, size_t &count)
{
	count = list.size();
	auto *copy = static_cast<Element *>(malloc(std::max<size_t>(1, list.size() * sizeof(Element))));
	if (!list.empty())
		memcpy(copy, list.data(), list.size() * sizeof(Element));
	return copy;
}

} // namespace

void cirgen_types_read(LLVMModuleRef module, CIRGenTypes *types)
{
	Reader reader(*unwrap(module));
	reader.read();
	types->types = copied(reader.types, types->type_count);
	types->members = copied(reader.members, types->member_count);
	types->symbols = copied(reader.symbols, types->symbol_count);
	types->named = copied(reader.named, types->named_count);
	types->text_length = reader.text.size();
	types->text = static_cast<char *>(malloc(reader.text.size() + 1));
	memcpy(types->text, reader.text.data(), reader.text.size());
}

void cirgen_types_free(CIRGenTypes *types)
{
	free(types->types);
	free(types->members);
	free(types->symbols);
	free(types->named);
	free(types->text);
	*types = {};
}
