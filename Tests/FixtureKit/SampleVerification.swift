// SPDX-License-Identifier: Apache-2.0
import Validation

/// Verifications with something of everything, and with texts that would be markup if nobody took care.
public enum SampleVerification {
    public static let oldTrace = """
        # load <all>
        insmod name=pond params="" -> 0
          kmsg 6 pond: hello
          uevent add /module/pond SUBSYSTEM=module
        # type pond-1
        create type=pond-1 data="one" -> 36
          kmsg 6 vfio_mdev one: MDEV: group_id = 0
        sysfs_read path=/sys/<b>&"x" -> 2 data="0\\n"
        ioctl on=device cmd=DEVICE_RESET -> -ENOTTY
        pread on=device offset=0 length=4 -> 4 data="<i>a</i>"
          kmsg 7 read 4
        remove uuid=one -> 2

        """

    public static let newTrace = """
        # load <all>
        insmod name=pond params="" -> 0
          kmsg 6 pond: hello
          uevent add /module/pond SUBSYSTEM=module
        # type pond-1
        create type=pond-1 data="one" -> 36
          kmsg 6 pond one: MDEV: group_id = 0
        sysfs_read path=/sys/<b>&"x" -> 2 data="0\\n"
        ioctl on=device cmd=DEVICE_RESET -> -EINVAL
        pread on=device offset=0 length=4 -> killed
        remove uuid=one -> 2

        """

    /// A driver whose conversion went wrong.
    public static var diverged: Verification {
        var result = Verification(driver: "pond", oldLevel: "5.11–5.12", newLevel: "5.15")
        result.oldTrace = oldTrace
        result.newTrace = newTrace
        result.differing = [3, 4]
        result.counts.operations = 6
        result.counts.equal = 4
        result.counts.failures = 3
        result.counts.executions = 8
        result.tolerated = [.init(rule: "T-01", title: "An mdev is bound to its <driver>", count: 2)]
        let failure = Verification.Cause.failure(
            call: "kzalloc() at pond.c:3:9", operation: "create type=pond-1 data=\"one\"")
        var first = Verification.Difference(
            cause: .scenario, operation: "ioctl on=device cmd=DEVICE_RESET", kinds: ["result"],
            old: ["ioctl on=device cmd=DEVICE_RESET -> -ENOTTY"], new: ["ioctl on=device cmd=DEVICE_RESET -> -EINVAL"])
        first.following = 1
        var again = first
        again.cause = failure
        result.differences = [
            first, again,
            Verification.Difference(
                cause: .schedule(race: "open || remove", choices: [0, 2]), operation: nil, kinds: ["left behind"],
                old: [],
                new: ["64 bytes of heap, allocated in pond_probe (pond.c:3:9)"], side: .new),
        ]
        var leak = Verification.FaultNote(
            side: .both, cause: .scenario, kind: "out-of-bounds", message: "read of 1 byte behind ‘<a>’",
            headline: "pond.c:6:2: out-of-bounds: read of 1 byte behind ‘<a>’",
            stack: ["pond_read (pond.c:6:2)", "vfs_read (linux/fs.h:9:1)"])
        leak.count = 4
        result.faults = [
            leak,
            Verification.FaultNote(
                side: .new, cause: failure, kind: "use-after-free", message: "write of 1 byte",
                headline: "pond.c:4:2: use-after-free: write of 1 byte", stack: ["pond_remove (pond.c:4:2)"]),
        ]
        result.conclude()
        return result
    }

    /// A driver by itself, without a fault.
    public static var alone: Verification {
        var result = Verification(driver: "lake", oldLevel: "5.15", newLevel: nil)
        result.oldTrace = "insmod name=lake params=\"\" -> 0\n! end\n"
        result.counts.operations = 1
        result.counts.executions = 1
        return result
    }

    /// One that calls what the model does not have.
    public static var unsupported: Verification {
        var result = Verification(driver: "sea", oldLevel: "5.15", newLevel: "5.19")
        result.unsupported = "sea.c:9:2: sea_level() is not modelled"
        result.conclude()
        return result
    }
}
