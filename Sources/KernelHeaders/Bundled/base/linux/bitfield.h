/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_BITFIELD_H
#define _LINUX_BITFIELD_H

#include <linux/types.h>
#include <linux/build_bug.h>
#include <asm/byteorder.h>

#define __bf_shf(x)		(__builtin_ffsll(x) - 1)
#define FIELD_MAX(_mask)	((typeof(_mask))((_mask) >> __bf_shf(_mask)))
#define FIELD_PREP(_mask, _val) \
	((typeof(_mask))(((typeof(_mask))(_val) << __bf_shf(_mask)) & (_mask)))
#define FIELD_GET(_mask, _reg) \
	((typeof(_mask))(((_reg) & (_mask)) >> __bf_shf(_mask)))

#define FIELD_FIT(_mask, _val) \
	(!((((typeof(_mask))(_val)) << __bf_shf(_mask)) & ~(_mask)))
#define __BF_BASE(size, base, to, from)						\
static inline __##size size##_encode_bits(base v, base field)			\
{										\
	return to((base)(v << __bf_shf(field)));				\
}										\
static inline base size##_get_bits(__##size v, base field)			\
{										\
	return (from(v) & field) >> __bf_shf(field);				\
}										\
static inline void size##p_replace_bits(__##size *p, base val, base field)	\
{										\
	*p = (*p & ~to(field)) | size##_encode_bits(val, field);		\
}										\
static inline __##size size##_replace_bits(__##size old, base val, base field)	\
{										\
	return (old & ~to(field)) | size##_encode_bits(val, field);		\
}
#define __BF_SAME(x)	(x)
__BF_BASE(u8, u8, __BF_SAME, __BF_SAME)
__BF_BASE(u16, u16, __BF_SAME, __BF_SAME)
__BF_BASE(u32, u32, __BF_SAME, __BF_SAME)
__BF_BASE(u64, u64, __BF_SAME, __BF_SAME)
__BF_BASE(le16, u16, cpu_to_le16, le16_to_cpu)
__BF_BASE(le32, u32, cpu_to_le32, le32_to_cpu)
__BF_BASE(le64, u64, cpu_to_le64, le64_to_cpu)
__BF_BASE(be16, u16, cpu_to_be16, be16_to_cpu)
__BF_BASE(be32, u32, cpu_to_be32, be32_to_cpu)
__BF_BASE(be64, u64, cpu_to_be64, be64_to_cpu)

#endif /* _LINUX_BITFIELD_H */
