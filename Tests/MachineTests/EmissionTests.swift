// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Machine

@Suite struct EmissionTests {
    private func emit(
        _ text: String, target: String = "x86_64-linux-gnu", flags: [String] = [],
        files: [EmissionRequest.File] = []
    ) throws(EmissionError) -> IRModule {
        try IRModule.emit(
            EmissionRequest(
                path: "/virtual/a.c", arguments: ["--target=" + target] + flags,
                files: files + [.init(path: "/virtual/a.c", bytes: Array(text.utf8))]))
    }

    @Test(arguments: [
        ("x86_64-linux-gnu", "e-m:e-", "target triple = \"x86_64-unknown-linux-gnu\""),
        ("s390x-linux-gnu", "E-m:e-", "target triple = \"s390x-unknown-linux-gnu\""),
        ("aarch64-linux-gnu", "e-m:e-", "target triple = \"aarch64-unknown-linux-gnu\""),
    ])
    func `every target is emitted with its own layout`(target: String, layout: String, triple: String) throws {
        let text = try emit("long next(long value) { return value + 1; }\n", target: target).text
        #expect(text.contains("target datalayout = \"\(layout)"))
        #expect(text.contains(triple))
        #expect(text.contains("define dso_local") && text.contains("@next("))
    }

    @Test func `inline functions stay calls, locals stay in memory, and lines are known`() throws {
        let text = try emit(
            "static inline int twice(int v) { return v * 2; }\nint four(int v)\n{\n\tint w = twice(v);\n\treturn twice(w);\n}\n"
        ).text
        #expect(text.ranges(of: "call i32 @twice(").count == 2)
        #expect(text.contains("alloca i32"))
        #expect(text.contains("@llvm.lifetime.start"))
        #expect(text.contains("!DILocalVariable(name: \"w\""))
        #expect(!text.contains("optnone"))
    }

    @Test func `flags that change the meaning of the code arrive`() throws {
        let code = "int sum(int a, int b) { return a + b; }\nint width(void) { return sizeof(L'a'); }\n"
        #expect(try emit(code).text.contains("add nsw i32"))
        let kernel = try emit(
            code, flags: ["-fno-strict-overflow", "-fshort-wchar", "-fno-delete-null-pointer-checks"])
        #expect(kernel.text.contains("add i32"))
        #expect(!kernel.text.contains("nsw"))
        #expect(kernel.text.contains("null_pointer_is_valid"))
        #expect(kernel.text.contains("ret i32 2"))
    }

    @Test func `nothing is instrumented whatever the flags say`() throws {
        let code = "int sum(int a, int b) { char text[64]; text[a] = 1; return text[b]; }\n"
        let flags = [
            "-fsanitize=address,undefined", "-fstack-protector-all", "-ftrivial-auto-var-init=pattern", "-flto",
        ]
        let text = try emit(code, flags: flags).text
        for word in ["sanitize", "ubsan", "sspreq", "auto-init"] { #expect(!text.contains(word), "\(word)") }
    }

    @Test func `a file in memory stands before one on disk, in folders that do not exist`() throws {
        let header = EmissionRequest.File(
            path: "/no/such/folder/linux/x.h", bytes: Array("enum { THREE = 3 };\n".utf8))
        let text = try emit(
            "#include <linux/x.h>\nint three(void) { return THREE; }\n", flags: ["-I/no/such/folder"], files: [header]
        ).text
        #expect(text.contains("ret i32 3"))
    }

    @Test func `the compiler's own headers are found`() throws {
        let text = try emit("#include <stdarg.h>\nvoid f(int n, ...) { va_list l; va_start(l, n); va_end(l); }\n").text
        #expect(text.contains("@llvm.va_start"))
    }

    @Test func `missing headers are taken as empty and listed`() throws {
        let module = try emit(
            """
            #include "gone.h"
            #include <asm/gone.h>
            #include "../gone.h"
            #include "gone.h"
            int one(void) { return 1; }

            """)
        #expect(module.missingIncludes == ["gone.h", "asm/gone.h", "../gone.h"])
        #expect(module.text.contains("@one("))
    }

    @Test func `an error names file and line and nothing is emitted`() throws {
        let error = #expect(throws: EmissionError.self) {
            try emit("int f(void)\n{\n\treturn nothing;\n}\nint g(void) { return more; }\n")
        }
        #expect(error?.message == "/virtual/a.c:3:9: error: use of undeclared identifier 'nothing'")
        #expect(error?.diagnostics.contains("/virtual/a.c:5:") == true)
    }

    @Test func `an error in a header names the header`() throws {
        let header = EmissionRequest.File(path: "/virtual/b.h", bytes: Array("int f(;\n".utf8))
        let error = #expect(throws: EmissionError.self) { try emit("#include \"b.h\"\n", files: [header]) }
        #expect(error?.message.hasPrefix("/virtual/b.h:1:7: error: ") == true)
    }

    @Test func `an unknown flag and a file that is not there are errors, not crashes`() throws {
        let flag = #expect(throws: EmissionError.self) { try emit("", flags: ["-mno-such-flag"]) }
        #expect(flag?.message == "error: unknown argument: '-mno-such-flag'")
        let file = #expect(throws: EmissionError.self) {
            try IRModule.emit(EmissionRequest(path: "/no/such/file.c", arguments: []))
        }
        #expect(file?.message.hasPrefix("error: error reading '/no/such/file.c'") == true)
    }
}
