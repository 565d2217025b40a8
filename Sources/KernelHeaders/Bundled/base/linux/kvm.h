/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KVM_H
#define _LINUX_KVM_H

#include <uapi/linux/kvm.h>

#endif /* _LINUX_KVM_H */
