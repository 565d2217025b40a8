// SPDX-License-Identifier: Apache-2.0
#include "CIRGen.h"
#include "MissingIncludes.h"

#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include <dlfcn.h>

#include <clang/Basic/DiagnosticOptions.h>
#include <clang/Basic/Version.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Driver/Driver.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticPrinter.h>
#include <clang/Frontend/Utils.h>
#include <clang/Lex/PreprocessorOptions.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Module.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/Path.h>
#include <llvm/Support/raw_ostream.h>

namespace {

// Emits without code generation, and goes on where a header is missing.
class Emission : public clang::EmitLLVMOnlyAction {
public:
	Emission(llvm::LLVMContext *context, std::vector<std::string> &missing)
		: clang::EmitLLVMOnlyAction(context), missing(missing)
	{
	}

protected:
	bool BeginSourceFileAction(clang::CompilerInstance &compiler) override
	{
		auto &preprocessor = compiler.getPreprocessor();
		preprocessor.addPPCallbacks(std::make_unique<MissingIncludes>(preprocessor, missing));
		return clang::EmitLLVMOnlyAction::BeginSourceFileAction(compiler);
	}

private:
	std::vector<std::string> &missing;
};

std::unique_ptr<clang::CompilerInvocation>
create_invocation(llvm::ArrayRef<const char *> line, llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> engine)
{
#if CLANG_VERSION_MAJOR < 15
	return clang::createInvocationFromCommandLine(line, engine);
#else
	clang::CreateInvocationOptions options;
	options.Diags = engine;
	return clang::createInvocation(line, options);
#endif
}

// Where a compiler would lie that belongs to the library in use: its own headers are found from there. The library is
// in the same tree, or among the system's libraries beside it.
std::string compiler_path()
{
	Dl_info info;
	llvm::SmallString<256> library;
	if (!dladdr(reinterpret_cast<void *>(&clang::getClangFullVersion), &info) || !info.dli_fname ||
	    llvm::sys::fs::real_path(info.dli_fname, library))
		return "clang";
	llvm::sys::path::remove_filename(library);
	const std::string roots[] = {"..", "../llvm-" + std::to_string(CLANG_VERSION_MAJOR)};
	for (const auto &root : roots) {
		llvm::SmallString<256> path(library);
		llvm::sys::path::append(path, root, "bin", "clang");
		llvm::sys::path::remove_dots(path, true);
		if (llvm::sys::fs::is_directory(clang::driver::Driver::GetResourcesPath(path)))
			return path.str().str();
	}
	return "clang";
}

char *copied(const std::string &text)
{
	return text.empty() ? nullptr : strdup(text.c_str());
}

} // namespace

LLVMModuleRef cirgen_emit(LLVMContextRef context, const char *const *arguments, size_t argument_count,
			  const CIRGenFile *files, size_t file_count, CIRGenReport *report)
{
	std::string said;
	std::vector<std::string> missing;
	llvm::raw_string_ostream stream(said);
	llvm::IntrusiveRefCntPtr<clang::DiagnosticOptions> options(new clang::DiagnosticOptions());
	clang::TextDiagnosticPrinter printer(stream, &*options);
	auto engine = clang::CompilerInstance::createDiagnostics(&*options, &printer, false);

	// The first argument is taken for the compiler's path.
	std::string program = compiler_path();
	std::vector<const char *> line = {program.c_str()};
	line.insert(line.end(), arguments, arguments + argument_count);

	LLVMModuleRef module = nullptr;
	auto invocation = create_invocation(line, engine);
	if (invocation) {
		for (size_t i = 0; i < file_count; i++)
			invocation->getPreprocessorOpts().addRemappedFile(
				files[i].path,
				llvm::MemoryBuffer::getMemBufferCopy(
					llvm::StringRef(files[i].contents, files[i].length), files[i].path)
					.release());
		// The passes would fold an uninitialised value away before the machine sees it.
		invocation->getCodeGenOpts().DisableLLVMPasses = true;
		invocation->getFrontendOpts().DisableFree = false;

		clang::CompilerInstance compiler;
		compiler.setInvocation(std::move(invocation));
		compiler.createDiagnostics(&printer, false);
		// "1 error generated." goes to the terminal otherwise.
		compiler.setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());
		Emission action(llvm::unwrap(context), missing);
		if (compiler.ExecuteAction(action))
			if (auto taken = action.takeModule())
				module = llvm::wrap(taken.release());
	}
	stream.flush();
	std::string names;
	for (const auto &name : missing)
		names += name + "\n";
	report->diagnostics = copied(said);
	report->missing_includes = copied(names);
	return module;
}

void cirgen_report_free(CIRGenReport *report)
{
	free(report->diagnostics);
	free(report->missing_includes);
	*report = {};
}
