// SPDX-License-Identifier: Apache-2.0
import Machine

/// What firmware says of devices: nothing of any.
enum PropertyFunctions {
    static let all: [KernelFunction] =
        KernelFunction.named(["device_property_read_bool", "device_property_present"], ["i1(ptr, ptr)"]) {
            call throws(Stop) in
            try call.machine.touch(try call.value(0))
            return 0
        }
}
