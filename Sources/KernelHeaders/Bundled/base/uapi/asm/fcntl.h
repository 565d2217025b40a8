/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_ASM_FCNTL_H
#define _UAPI_ASM_FCNTL_H

#include <uapi/linux/fcntl.h>

#endif /* _UAPI_ASM_FCNTL_H */
