/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_ASM_TYPES_H
#define _UAPI_ASM_TYPES_H

/* 64-bit integers are long long on every architecture, as in the kernel. */
typedef signed char		__s8;
typedef unsigned char		__u8;
typedef signed short		__s16;
typedef unsigned short		__u16;
typedef signed int		__s32;
typedef unsigned int		__u32;
typedef signed long long	__s64;
typedef unsigned long long	__u64;

#if defined(__s390x__)
typedef unsigned long		addr_t;
#endif

#endif /* _UAPI_ASM_TYPES_H */
