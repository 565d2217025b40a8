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
    struct vfio_device vdev;
    struct mdev_device *mdev;
    u32 ink;
};

static struct device *quill_desk;

static const struct vfio_device_ops quill_dev_ops;
static void quill_release_state(struct quill_pen *pen);

static int quill_probe(struct mdev_device *mdev)
{
    struct quill_pen *pen;
    int ret;

    pen = kzalloc(sizeof(*pen), GFP_KERNEL);
    if (!pen)
        return -ENOMEM;

    vfio_init_group_dev(&pen->vdev, &mdev->dev, &quill_dev_ops);

    pen->mdev = mdev;
    pen->ink = 100;
    dev_set_drvdata(&mdev->dev, pen);

    ret = vfio_register_group_dev(&pen->vdev);
    if (ret) {
        quill_release_state(pen);
        return ret;
    }

    return 0;
}

static void quill_release_state(struct quill_pen *pen)
{
    kfree(pen);
}

static void quill_remove(struct mdev_device *mdev)
{
    struct quill_pen *pen = dev_get_drvdata(&mdev->dev);

    vfio_unregister_group_dev(&pen->vdev);
    quill_release_state(pen);
}

static int quill_open(struct vfio_device *vdev)
{
    return 0;
}

static void quill_release(struct vfio_device *vdev)
{
}

static ssize_t quill_write(struct vfio_device *vdev, const char __user *buf,
                           size_t count, loff_t *ppos)
{
    struct quill_pen *pen = container_of(vdev, struct quill_pen, vdev);

    if (count > pen->ink)
        return -ENOSPC;

    pen->ink -= count;
    return count;
}

static ssize_t name_show(struct mdev_type *mtype,
                         struct mdev_type_attribute *attr, char *buf)
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

static const struct vfio_device_ops quill_dev_ops = {
    .name = "vfio-quill",
    .open = quill_open,
    .release = quill_release,
    .write = quill_write,
};

static struct mdev_driver quill_driver = {
    .driver = {
        .name = "quill",
        .owner = THIS_MODULE,
        .mod_name = KBUILD_MODNAME,
    },
    .probe = quill_probe,
    .remove = quill_remove,
    .supported_type_groups = quill_groups,
};

static int __init quill_init(void)
{
    int ret;

    quill_desk = root_device_register("quill");
    if (IS_ERR(quill_desk))
        return PTR_ERR(quill_desk);

    ret = mdev_register_driver(&quill_driver);
    if (ret) {
        root_device_unregister(quill_desk);
        return ret;
    }

    ret = mdev_register_device(quill_desk, &quill_driver);
    if (ret) {
        mdev_unregister_driver(&quill_driver);
        root_device_unregister(quill_desk);
    }
    return ret;
}

static void __exit quill_exit(void)
{
    mdev_unregister_device(quill_desk);
    mdev_unregister_driver(&quill_driver);
    root_device_unregister(quill_desk);
}

module_init(quill_init);
module_exit(quill_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated pens");
