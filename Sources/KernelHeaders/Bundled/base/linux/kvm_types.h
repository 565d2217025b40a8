/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_KVM_TYPES_H
#define _LINUX_KVM_TYPES_H

#include <linux/types.h>

struct kvm;
struct kvm_memory_slot;
struct kvm_vcpu;

typedef unsigned long gva_t;
typedef u64 gpa_t;
typedef u64 gfn_t;
typedef unsigned long hva_t;
typedef u64 hpa_t;
typedef u64 hfn_t;
typedef hfn_t kvm_pfn_t;

#define GPA_INVALID	(~(gpa_t)0)
#define INVALID_GFN	(~(gfn_t)0)

#endif /* _LINUX_KVM_TYPES_H */
