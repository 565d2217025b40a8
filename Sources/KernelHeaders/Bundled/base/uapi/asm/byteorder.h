/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_ASM_BYTEORDER_H
#define _UAPI_ASM_BYTEORDER_H

#include <uapi/linux/byteorder/byteorder.h>

#endif /* _UAPI_ASM_BYTEORDER_H */
