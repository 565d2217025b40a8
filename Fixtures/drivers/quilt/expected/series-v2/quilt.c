// SPDX-License-Identifier: GPL-2.0
/*
 * quilt - mediated patches
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct quilt {
    struct vfio_device vdev;
    struct mutex lock;
    u8 regs[64];
};

static struct device *quilt_parent;

static const struct vfio_device_ops quilt_dev_ops;
static void quilt_release_state(struct quilt *s);

static int quilt_probe(struct mdev_device *mdev) {
    struct quilt *s;
    int ret;

    s = kzalloc(sizeof(*s), GFP_KERNEL);
    if (!s)
        return -ENOMEM;

    vfio_init_group_dev(&s->vdev, &mdev->dev, &quilt_dev_ops);

    mutex_init(&s->lock);
    dev_set_drvdata(&mdev->dev, s);

    ret = vfio_register_group_dev(&s->vdev);
    if (ret) {
        quilt_release_state(s);
        return ret;
    }

    return 0;
}

static void quilt_release_state(struct quilt *s) {
    kfree(s);
}

static void quilt_remove(struct mdev_device *mdev)
{
    struct quilt *s = dev_get_drvdata(&mdev->dev);

    vfio_unregister_group_dev(&s->vdev);
    quilt_release_state(s);
}

static int quilt_open(struct vfio_device *vdev) {
    return 0;
}

static void quilt_release(struct vfio_device *vdev) {
}

static ssize_t quilt_read(struct vfio_device *vdev, char __user *buf,
              size_t count, loff_t *ppos) {
    struct quilt *s = container_of(vdev, struct quilt, vdev);
    ssize_t ret;

    mutex_lock(&s->lock);
    ret = simple_read_from_buffer(buf, count, ppos, s->regs,
                      sizeof(s->regs));
    mutex_unlock(&s->lock);
    return ret;
}

static ssize_t quilt_write(struct vfio_device *vdev, const char __user *buf,
               size_t count, loff_t *ppos) {
    struct quilt *s = container_of(vdev, struct quilt, vdev);
    ssize_t ret;

    mutex_lock(&s->lock);
    ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
                     count);
    mutex_unlock(&s->lock);
    return ret;
}

static long quilt_ioctl(struct vfio_device *vdev, unsigned int cmd,
            unsigned long arg) {
    struct quilt *s = container_of(vdev, struct quilt, vdev);

    switch (cmd) {
    case VFIO_DEVICE_RESET:
        memset(s->regs, 0, sizeof(s->regs));
        return 0;
    default:
        return -ENOTTY;
    }
}

static int quilt_mmap(struct vfio_device *vdev, struct vm_area_struct *vma) {
    return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
                         struct mdev_type_attribute *attr, char *buf) {
    return sprintf(buf, "quilt\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
                               struct mdev_type_attribute *attr, char *buf) {
    return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *quilt_type_attrs[] = {
    &mdev_type_attr_name.attr,
    &mdev_type_attr_device_api.attr,
    NULL,
};

static struct attribute_group quilt_type_group = {
    .name = "1",
    .attrs = quilt_type_attrs,
};

static struct attribute_group *quilt_type_groups[] = {
    &quilt_type_group,
    NULL,
};

static const struct vfio_device_ops quilt_dev_ops = {
    .name = "vfio-quilt",
    .open = quilt_open,
    .release = quilt_release,
    .read = quilt_read,
    .write = quilt_write,
    .ioctl = quilt_ioctl,
    .mmap = quilt_mmap,
};

static struct mdev_driver quilt_driver = {
    .driver = {
        .name = "quilt",
        .owner = THIS_MODULE,
        .mod_name = KBUILD_MODNAME,
    },
    .probe = quilt_probe,
    .remove = quilt_remove,
    .supported_type_groups = quilt_type_groups,
};

static int __init quilt_init(void) {
    int ret;

    quilt_parent = root_device_register("quilt");
    if (IS_ERR(quilt_parent))
        return PTR_ERR(quilt_parent);

    ret = mdev_register_driver(&quilt_driver);
    if (ret) {
        root_device_unregister(quilt_parent);
        return ret;
    }

    ret = mdev_register_device(quilt_parent, &quilt_driver);
    if (ret) {
        mdev_unregister_driver(&quilt_driver);
        root_device_unregister(quilt_parent);
        return ret;
    }
    return 0;
}

static void __exit quilt_exit(void) {
    mdev_unregister_device(quilt_parent);
    mdev_unregister_driver(&quilt_driver);
    root_device_unregister(quilt_parent);
}

module_init(quilt_init);
module_exit(quilt_exit);

MODULE_LICENSE("GPL v2");
