// SPDX-License-Identifier: GPL-2.0
/*
 * larder - mediated shelves
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

struct larder {
	struct mutex lock;
	u8 regs[64];
};

static struct device *larder_parent;

static int larder_create(struct mdev_device *mdev)
{
	struct larder *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	dev_set_drvdata(&mdev->dev, s);
	return 0;
}

static int larder_remove(struct mdev_device *mdev)
{
	struct larder *s = dev_get_drvdata(&mdev->dev);

	kfree(s);
	return 0;
}

static int larder_open(struct mdev_device *mdev)
{
	return 0;
}

static void larder_release(struct mdev_device *mdev)
{
}

static ssize_t larder_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct larder *s = dev_get_drvdata(&mdev->dev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t larder_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct larder *s = dev_get_drvdata(&mdev->dev);
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long larder_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct larder *s = dev_get_drvdata(&mdev->dev);

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int larder_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "larder\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *larder_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group larder_type_group = {
	.name = "1",
	.attrs = larder_type_attrs,
};

static struct attribute_group *larder_type_groups[] = {
	&larder_type_group,
	NULL,
};

/* An mdev as vfio sees it. */
struct larder_mdev {
	struct vfio_device vdev;
	struct mdev_device *mdev;
};

/* What devres_find() knows a wrapped device by. */
static void larder_mdev_release(struct device *dev, void *res)
{
	struct larder_mdev *wrapped = res;

	vfio_uninit_group_dev(&wrapped->vdev);
}

static struct mdev_device *larder_to_mdev(struct vfio_device *vdev)
{
	return container_of(vdev, struct larder_mdev, vdev)->mdev;
}

static int larder_vfio_open_device(struct vfio_device *vdev)
{
	return larder_open(larder_to_mdev(vdev));
}

static void larder_vfio_close_device(struct vfio_device *vdev)
{
	larder_release(larder_to_mdev(vdev));
}

static ssize_t larder_0_vfio_read(struct vfio_device *vdev, char __user *buf,
				  size_t count, loff_t *ppos)
{
	return larder_read(larder_to_mdev(vdev), buf, count, ppos);
}

static const struct vfio_device_ops larder_0_dev_ops = {
	.name = "vfio-larder-0",
	.open_device = larder_vfio_open_device,
	.close_device = larder_vfio_close_device,
	.read = larder_0_vfio_read,
};

static int larder_0_mdev_probe(struct mdev_device *mdev)
{
	struct larder_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(larder_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &larder_0_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = larder_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		larder_remove(mdev);

	return ret;
}

static void larder_mdev_remove(struct mdev_device *mdev)
{
	struct larder_mdev *wrapped;

	wrapped = devres_find(&mdev->dev, larder_mdev_release, NULL, NULL);
	vfio_unregister_group_dev(&wrapped->vdev);
	larder_remove(mdev);
}

static struct mdev_driver larder_0_driver = {
	.driver = {
		.name = "larder-0",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = larder_0_mdev_probe,
	.remove = larder_mdev_remove,
};

static ssize_t larder_1_vfio_write(struct vfio_device *vdev,
				   const char __user *buf, size_t count,
				   loff_t *ppos)
{
	return larder_write(larder_to_mdev(vdev), buf, count, ppos);
}

static long larder_1_vfio_ioctl(struct vfio_device *vdev, unsigned int cmd,
				unsigned long arg)
{
	return larder_ioctl(larder_to_mdev(vdev), cmd, arg);
}

static int larder_1_vfio_mmap(struct vfio_device *vdev,
			      struct vm_area_struct *vma)
{
	return larder_mmap(larder_to_mdev(vdev), vma);
}

static const struct vfio_device_ops larder_1_dev_ops = {
	.name = "vfio-larder-1",
	.open_device = larder_vfio_open_device,
	.close_device = larder_vfio_close_device,
	.write = larder_1_vfio_write,
	.ioctl = larder_1_vfio_ioctl,
	.mmap = larder_1_vfio_mmap,
};

static int larder_1_mdev_probe(struct mdev_device *mdev)
{
	struct larder_mdev *wrapped;
	int ret;

	wrapped = devres_alloc(larder_mdev_release, sizeof(*wrapped),
			       GFP_KERNEL);
	if (!wrapped)
		return -ENOMEM;

	wrapped->mdev = mdev;
	vfio_init_group_dev(&wrapped->vdev, &mdev->dev, &larder_1_dev_ops);
	devres_add(&mdev->dev, wrapped);

	ret = larder_create(mdev);
	if (ret)
		return ret;

	ret = vfio_register_group_dev(&wrapped->vdev);
	if (ret)
		larder_remove(mdev);

	return ret;
}

static struct mdev_driver larder_1_driver = {
	.driver = {
		.name = "larder-1",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = larder_1_mdev_probe,
	.remove = larder_mdev_remove,
};

static int larder_register_drivers(void)
{
	int ret;

	ret = mdev_register_driver(&larder_0_driver);
	if (ret)
		return ret;

	ret = mdev_register_driver(&larder_1_driver);
	if (ret)
		mdev_unregister_driver(&larder_0_driver);

	return ret;
}

static void larder_unregister_drivers(void)
{
	mdev_unregister_driver(&larder_1_driver);
	mdev_unregister_driver(&larder_0_driver);
}

static const struct mdev_parent_ops larder_ops[8] = {
	[3] = {
		.device_driver = &larder_0_driver,
		.supported_type_groups = larder_type_groups,
	},
	[1] = {
		.device_driver = &larder_1_driver,
		.supported_type_groups = larder_type_groups,
	},
};
static int larder_kind = 3;

static int __init larder_init(void)
{
	int ret;

	larder_parent = root_device_register("larder");
	if (IS_ERR(larder_parent))
		return PTR_ERR(larder_parent);

	ret = larder_register_drivers();
	if (ret) {
		root_device_unregister(larder_parent);
		return ret;
	}

	ret = mdev_register_device(larder_parent, &larder_ops[larder_kind]);
	if (ret) {
		larder_unregister_drivers();
		root_device_unregister(larder_parent);
		return ret;
	}
	return 0;
}

static void __exit larder_exit(void)
{
	mdev_unregister_device(larder_parent);
	larder_unregister_drivers();
	root_device_unregister(larder_parent);
}

module_init(larder_init);
module_exit(larder_exit);

MODULE_LICENSE("GPL v2");
