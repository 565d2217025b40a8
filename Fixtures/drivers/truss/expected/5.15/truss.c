// SPDX-License-Identifier: GPL-2.0
/*
 * truss - mediated beams
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/list.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct truss_base {
	struct list_head link;
	int id;
};

struct truss {
	struct truss_base base;
	struct mutex lock;
	u8 regs[64];
};

static LIST_HEAD(truss_all);
static struct device *truss_parent;

static int truss_create(struct mdev_device *mdev)
{
	struct truss *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	if (!try_module_get(THIS_MODULE)) {
		kfree(s);
		return -ENODEV;
	}
	mutex_init(&s->lock);
	list_add(&s->base.link, &truss_all);
	dev_set_drvdata(&mdev->dev, s);
	return 0;
}

static void truss_drop(struct truss_base *base)
{
	list_del(&base->link);
	kfree(base);
}

static int truss_remove(struct mdev_device *mdev)
{
	struct truss *s = dev_get_drvdata(&mdev->dev);

	truss_drop(&s->base);
	module_put(THIS_MODULE);
	return 0;
}

static int truss_open(struct mdev_device *mdev)
{
	return 0;
}

static void truss_release(struct mdev_device *mdev)
{
}

static ssize_t truss_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct truss *s = dev_get_drvdata(&mdev->dev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t truss_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct truss *s = dev_get_drvdata(&mdev->dev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long truss_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct truss *s = dev_get_drvdata(&mdev->dev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int truss_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "truss\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *truss_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group truss_type_group = {
	.name = "1",
	.attrs = truss_type_attrs,
};

static struct attribute_group *truss_type_groups[] = {
	&truss_type_group,
	NULL,
};

/* An mdev as vfio sees it. */
struct truss_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void truss_mdev_release(struct device *dev, void *res)
{
	struct truss_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *truss_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct truss_mdev, vdev)->mdev;
}

static int truss_vfio_open_device(struct vfio_device *vdev)
{
	return truss_open(truss_to_mdev(vdev));
}

static void truss_vfio_close_device(struct vfio_device *vdev)
{
	truss_release(truss_to_mdev(vdev));
}

static ssize_t truss_vfio_read(struct vfio_device *vdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	return truss_read(truss_to_mdev(vdev), buf, count, ppos);
}

static ssize_t truss_vfio_write(struct vfio_device *vdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	return truss_write(truss_to_mdev(vdev), buf, count, ppos);
}

static long truss_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
			     unsigned long arg)
{
	return truss_ioctl(truss_to_mdev(vdev), cmd, arg);
}

static int truss_vfio_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	return truss_mmap(truss_to_mdev(vdev), vma);
}

static const struct vfio_device_ops truss_dev_ops = {
	.name = "vfio-truss",
	.open_device = truss_vfio_open_device,
	.close_device = truss_vfio_close_device,
	.read = truss_vfio_read,
	.write = truss_vfio_write,
	.ioctl = truss_vfio_ioctl,
	.mmap = truss_vfio_mmap,
};

static int truss_mdev_probe(struct mdev_device *mdev)
{
	struct truss_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(truss_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &truss_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = truss_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		truss_remove(mdev);

	return ret;
}

static void truss_mdev_remove(struct mdev_device *mdev)
{
	struct truss_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, truss_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	truss_remove(mdev);
}

static struct mdev_driver truss_driver = {
	.driver = {
		.name = "truss",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = truss_mdev_probe,
	.remove = truss_mdev_remove,
};

static const struct mdev_parent_ops truss_ops = {
	.owner = THIS_MODULE,
	.device_driver = &truss_driver,
	.supported_type_groups = truss_type_groups,
};

static int __init truss_init(void)
{
	int ret;

	truss_parent = root_device_register("truss");
	if (IS_ERR(truss_parent))
		return PTR_ERR(truss_parent);

	ret = mdev_register_driver(&truss_driver);
	if (ret) {
		root_device_unregister(truss_parent);
		return ret;
	}

	ret = mdev_register_device(truss_parent, &truss_ops);
	if (ret) {
		mdev_unregister_driver(&truss_driver);
		root_device_unregister(truss_parent);
		return ret;
	}
	return 0;
}

static void __exit truss_exit(void)
{
	mdev_unregister_device(truss_parent);
	mdev_unregister_driver(&truss_driver);
	root_device_unregister(truss_parent);
}

module_init(truss_init);
module_exit(truss_exit);

MODULE_LICENSE("GPL v2");
