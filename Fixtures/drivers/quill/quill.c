// SPDX-License-Identifier: GPL-2.0
/*
 * quill - mediated pens, indented as its vendor does
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct quill_pen {
    struct mdev_device *mdev;
    u32 ink;
};

static struct device *quill_desk;

static int quill_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 quill_create */
{
    struct quill_pen *pen;

    pen = kzalloc(sizeof(*pen), GFP_KERNEL);
    if (!pen)
        return -ENOMEM;

    pen->mdev = mdev;
    pen->ink = 100;
    mdev_set_drvdata(mdev, pen);
/*~ M-26 mdev_set_drvdata */
    return 0;
}

static int quill_remove(struct mdev_device *mdev)
{
    struct quill_pen *pen = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

    kfree(pen);
    return 0;
}

static int quill_open(struct mdev_device *mdev)
{
    return 0;
}

static void quill_release(struct mdev_device *mdev)
{
}

static ssize_t quill_write(struct mdev_device *mdev, const char __user *buf,
                           size_t count, loff_t *ppos)
{
    struct quill_pen *pen = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

    if (count > pen->ink)
        return -ENOSPC;

    pen->ink -= count;
    return count;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
    return sprintf(buf, "goose feather\n");
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *quill_attrs[] = {
    &mdev_type_attr_name.attr,
    NULL,
};

static struct attribute_group quill_group = {
    .name = "feather",
    .attrs = quill_attrs,
};

static struct attribute_group *quill_groups[] = { &quill_group, NULL };

static const struct mdev_parent_ops quill_ops = {
/*~ M-16 mdev_parent_ops */
    .owner = THIS_MODULE,
/*~ M-16 owner */
    .supported_type_groups = quill_groups,
/*~ M-14 supported_type_groups */
    .create = quill_create,
/*~ M-02 create */
    .remove = quill_remove,
/*~ M-05 remove */
    .open = quill_open,
/*~ M-10 open */
    .release = quill_release,
/*~ M-10 release */
    .write = quill_write,
/*~ M-10 write */
};

static int __init quill_init(void)
{
    int ret;

    quill_desk = root_device_register("quill");
    if (IS_ERR(quill_desk))
        return PTR_ERR(quill_desk);

    ret = mdev_register_device(quill_desk, &quill_ops);
/*~ M-17 mdev_register_device */
    if (ret)
        root_device_unregister(quill_desk);
    return ret;
}

static void __exit quill_exit(void)
{
    mdev_unregister_device(quill_desk);
/*~ M-19 mdev_unregister_device */
    root_device_unregister(quill_desk);
}

module_init(quill_init);
module_exit(quill_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated pens");
