// SPDX-License-Identifier: Apache-2.0
import Foundation
import KernelShims
import Testing

@Suite struct ErrnoTests {
    @Test(
        arguments: [
            ("ENOMEM", 12), ("EINVAL", 22), ("EDEADLK", 35), ("ENOTSUPP", 524), ("EPROBE_DEFER", 517),
            ("ERESTARTSYS", 512),
            ("EHWPOISON", 133), ("EOPNOTSUPP", 95),
        ] as [(String, Int32)])
    func namesAndNumbers(_ item: (name: String, number: Int32)) {
        #expect(Errno(name: item.name)?.rawValue == item.number)
        #expect(Errno(rawValue: item.number).name == item.name)
    }

    /// The C library here uses the same generic numbers.
    @Test func theConstantsAgreeWithTheCLibrary() {
        let pairs: [(Errno, Int32)] = [
            (.EPERM, EPERM), (.ENOENT, ENOENT), (.EIO, EIO), (.E2BIG, E2BIG), (.EAGAIN, EAGAIN), (.ENOMEM, ENOMEM),
            (.EFAULT, EFAULT), (.EBUSY, EBUSY), (.EEXIST, EEXIST), (.ENODEV, ENODEV), (.EINVAL, EINVAL),
            (.ENOTTY, ENOTTY), (.ENOSPC, ENOSPC), (.ERANGE, ERANGE), (.EOVERFLOW, EOVERFLOW), (.ETIMEDOUT, ETIMEDOUT),
        ]
        for (errno, number) in pairs { #expect(errno.rawValue == number) }
    }

    @Test func aliasesReadAndFirstNamesPrint() {
        #expect(Errno(name: "EWOULDBLOCK") == .EAGAIN)
        #expect(Errno.EAGAIN.name == "EAGAIN")
        #expect(Errno(name: "EDEADLOCK") == .EDEADLK)
        #expect(Errno(name: "ENONSENSE") == nil)
        #expect(Errno(rawValue: 41).name == nil)
        #expect(Errno(rawValue: 41).description == "error 41")
        #expect(Errno(rawValue: 520).name == nil)
    }

    @Test func resultsAndPointers() {
        #expect(Errno(result: -12) == .ENOMEM)
        #expect(Errno(result: 0) == nil)
        #expect(Errno(result: 12) == nil)
        #expect(Errno(result: -4095)?.rawValue == 4095)
        #expect(Errno(result: -4096) == nil)
        #expect(Errno.ENOMEM.pointer() == 0xffff_ffff_ffff_fff4)
        #expect(Errno.ENOMEM.pointer(longBytes: 4) == 0xffff_fff4)
        #expect(Errno(pointer: 0xffff_ffff_ffff_fff4) == .ENOMEM)
        #expect(Errno(pointer: 0xffff_fff4, longBytes: 4) == .ENOMEM)
        #expect(Errno(pointer: 0xffff_fff4) == nil)
        #expect(Errno(pointer: 0) == nil)
    }
}
