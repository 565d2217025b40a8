// SPDX-License-Identifier: Apache-2.0

/// The headers with system call numbers, made from the tables of the tree.
enum SyscallTableHeaders {
    /// A generated header: its place below `arch/…/include/generated` and its text.
    struct Header: Sendable, Hashable {
        var path: String
        var text: String
    }

    /// One line of a table: number, which callers have it, name.
    struct Call: Sendable, Hashable {
        var number: Int
        var interface: String
        var name: String
    }

    /// The headers for an architecture of a tree. A table that cannot be read gives headers without calls.
    static func headers(root: String, architecture: KernelArchitecture) -> [Header] {
        switch architecture {
        case .x86:
            let tables = "\(root)/arch/x86/entry/syscalls"
            let long = calls(in: TreeFiles.text("\(tables)/syscall_64.tbl") ?? "")
            let short = calls(in: TreeFiles.text("\(tables)/syscall_32.tbl") ?? "").filter { $0.interface == "i386" }
            let native = long.filter { $0.interface == "common" || $0.interface == "64" }
            let x32 = long.filter { $0.interface == "common" || $0.interface == "x32" }
            return [
                Header(path: "uapi/asm/unistd_64.h", text: text(native, guardName: "_UAPI_ASM_UNISTD_64_H")),
                Header(path: "uapi/asm/unistd_32.h", text: text(short, guardName: "_UAPI_ASM_UNISTD_32_H")),
                Header(
                    path: "uapi/asm/unistd_x32.h",
                    text: text(x32, guardName: "_UAPI_ASM_UNISTD_X32_H", offset: "__X32_SYSCALL_BIT")),
                Header(
                    path: "asm/unistd_32_ia32.h",
                    text: text(short, guardName: "_ASM_UNISTD_32_IA32_H", prefix: "ia32_")),
                Header(
                    path: "asm/unistd_64_x32.h", text: text(x32, guardName: "_ASM_UNISTD_64_X32_H", prefix: "x32_")),
            ]
        case .s390:
            let all = calls(in: TreeFiles.text("\(root)/arch/s390/kernel/syscalls/syscall.tbl") ?? "")
            let native = all.filter { $0.interface == "common" || $0.interface == "64" }
            let short = all.filter { $0.interface == "common" || $0.interface == "32" }
            let count = (native.map(\.number).max() ?? -1) + 1
            return [
                Header(
                    path: "uapi/asm/unistd_64.h",
                    text: text(native, guardName: "_UAPI_ASM_S390_UNISTD_64_H", counts: false)),
                Header(
                    path: "uapi/asm/unistd_32.h",
                    text: text(short, guardName: "_UAPI_ASM_S390_UNISTD_32_H", counts: false)),
                Header(path: "asm/unistd_nr.h", text: "#define NR_syscalls \(count)\n"),
            ]
        }
    }

    /// The calls of a table in its own order.
    static func calls(in table: String) -> [Call] {
        table.utf8.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard line.first != UInt8(ascii: "#") else { return nil }
            let words = String(Substring(line)).words
            guard words.count >= 3, let number = Int(words[0]) else { return nil }
            return Call(number: number, interface: words[1], name: words[2])
        }
    }

    private static func text(
        _ calls: [Call], guardName: String, prefix: String = "", offset: String? = nil, counts: Bool = true
    ) -> String {
        var lines = ["#ifndef \(guardName)", "#define \(guardName)"]
        for call in calls {
            let value = offset.map { "(\($0) + \(call.number))" } ?? "\(call.number)"
            lines.append("#define __NR_\(prefix)\(call.name) \(value)")
        }
        if counts, let last = calls.map(\.number).max() {
            // Releases before 5.14 ask for the largest number, later ones for the count.
            lines.append("#ifdef __KERNEL__")
            lines.append("#define __NR_\(prefix)syscall_max \(last)")
            lines.append("#define __NR_\(prefix)syscalls \(last + 1)")
            lines.append("#endif")
        }
        lines.append("#endif")
        return lines.joined(separator: "\n") + "\n"
    }
}
